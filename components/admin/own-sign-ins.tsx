import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'

export type SignInLine = {
  sid: string
  browserClass: string
  network: string | null
  beganAt: Date
  seenAt: Date
  current: boolean
}

type OwnSignInsProps = {
  signIns: readonly SignInLine[]
  end: (form: FormData) => Promise<void>
  t: Translate
  locale: Locale
}

const devices = ['android', 'ios', 'desktop'] as const
const families = ['edge', 'samsung', 'firefox', 'chrome', 'safari'] as const

const deviceOf = (browserClass: string, t: Translate): string => {
  const [kind, family] = browserClass.split('-')
  const device = devices.find((word) => word === kind)
  if (!device) return t('admin.accountPage.devices.unknown')
  const browser = families.find((word) => word === family) ?? 'other'
  return t('admin.accountPage.deviceLine', {
    device: t(`admin.accountPage.devices.${device}`),
    browser: t(`admin.accountPage.families.${browser}`),
  })
}

const EndForm = ({ sid, label, end }: { sid: string; label: string; end: OwnSignInsProps['end'] }) => (
  <form action={end}>
    <input type="hidden" name="sid" value={sid} />
    <Button kind="secondary">{label}</Button>
  </form>
)

/** Where a colleague is signed in; place is the network alone, because nothing is looked up from it. */
export const OwnSignIns = ({ signIns, end, t, locale }: OwnSignInsProps) => (
  <div className="flex flex-col gap-4">
    <DataTable
      caption={t('admin.accountPage.signInsCaption')}
      columns={[
        { key: 'device', label: t('admin.accountPage.device') },
        { key: 'network', label: t('admin.accountPage.network') },
        { key: 'began', label: t('admin.accountPage.began') },
        { key: 'seen', label: t('admin.accountPage.seen') },
        { key: 'end', label: t('admin.accountPage.action') },
      ]}
      rows={signIns.map((signIn) => ({
        key: signIn.sid,
        cells: {
          device: deviceOf(signIn.browserClass, t),
          network: <bdi dir="ltr">{signIn.network ?? '–'}</bdi>,
          began: formatDateTime(signIn.beganAt, locale),
          seen: formatDateTime(signIn.seenAt, locale),
          end: signIn.current ? (
            t('admin.accountPage.thisOne')
          ) : (
            <EndForm sid={signIn.sid} label={t('admin.accountPage.endOne')} end={end} />
          ),
        },
      }))}
    />
    {signIns.length > 1 && <EndForm sid="" label={t('admin.accountPage.endOthers')} end={end} />}
  </div>
)
