import { CopyButton } from '@/components/ui/copy-button'
import { Disclosure } from '@/components/ui/disclosure'
import { Notice } from '@/components/ui/notice'
import type { TrailState } from '@/lib/audit/trail-state'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime, formatTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'

type Props = { state: TrailState; t: Translate; locale: Locale }

const Broken = ({ state, t, locale }: Props) => {
  if (state.broken === null) return null
  const { kind, seq, upTo, at } = state.broken
  return (
    <Notice kind="bad" role="alert" title={t('admin.audit.state.brokenTitle')}>
      <p className="font-semibold">
        {upTo !== undefined && upTo > seq
          ? t('admin.audit.state.between', { seq, upTo })
          : t('admin.audit.state.first', { seq })}{' '}
        {t(`admin.audit.state.kinds.${kind}`)}
      </p>
      <p>{t('admin.audit.state.found', { time: formatDateTime(at, locale) })}</p>
    </Notice>
  )
}

/** What the last check found. Today's check names only its time; an older one its day as well. */
const Checked = ({ state, t, locale }: Props) => {
  if (state.broken !== null) return null
  if (state.checkedAt === null)
    return (
      <Notice kind="info">
        <p>{t('admin.audit.state.never')}</p>
      </Notice>
    )
  const time = state.late ? formatDateTime(state.checkedAt, locale) : `${formatTime(state.checkedAt)} IST`
  return (
    <Notice kind={state.late || state.publicKey === null ? 'warn' : 'good'}>
      <p>{t('admin.audit.state.intact', { seq: state.checkedSeq, time })}</p>
      {state.late && <p>{t('admin.audit.state.late', { time })}</p>}
      {state.publicKey === null && <p>{t('admin.audit.state.unsigned')}</p>}
    </Notice>
  )
}

/** Whether the trail can be believed, and how anybody can check that for themselves. */
export const TrailNotice = ({ state, t, locale }: Props) => (
  <div className="flex flex-col gap-3">
    <Broken state={state} t={t} locale={locale} />
    <Checked state={state} t={t} locale={locale} />
    <Disclosure summary={t('admin.audit.state.how')}>
      <p className="max-w-read">{t('admin.audit.state.explain')}</p>
      <p className="max-w-read">{t('admin.audit.state.limit')}</p>
      <p className="max-w-read">
        {state.wholeAt
          ? t('admin.audit.state.whole', { time: formatDateTime(state.wholeAt, locale) })
          : t('admin.audit.state.wholeNever')}
      </p>
      <p className="max-w-read">{t('admin.audit.state.verify')}</p>
      {state.publicKey && (
        <div className="flex flex-wrap items-center gap-2">
          <span>{t('admin.audit.state.publicKey')}</span>
          <bdi dir="ltr" className="min-w-0 break-all font-mono text-small">
            {state.publicKey}
          </bdi>
          <CopyButton
            text={state.publicKey}
            label={t('admin.audit.state.copy')}
            doneLabel={t('admin.audit.state.copied')}
          />
        </div>
      )}
    </Disclosure>
  </div>
)
