import { Button, ButtonLink } from '@/components/ui/button'
import { DownloadForm } from '@/components/ui/download-form'
import { Notice, type NoticeKind } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatTime } from '@/lib/i18n/format'

export type ExportStanding = 'open' | 'lapsed' | 'running' | 'whole' | 'cut'

type ExportDownloadProps = {
  state: ExportStanding
  rows: number | null
  opensUntil: Date
  /** Pressed a moment ago, when there was no room. */
  busy: boolean
  fileHref: string
  /** Where the same export is asked for again. */
  againHref: string
  t: Translate
}

const kinds: Record<Exclude<ExportStanding, 'open'>, NoticeKind> = {
  lapsed: 'info',
  running: 'info',
  whole: 'good',
  cut: 'warn',
}

/** The button that takes the file, or how that went. A plain post: it works in every browser, and a reload takes nothing. */
export const ExportDownload = ({ state, rows, opensUntil, busy, fileHref, againHref, t }: ExportDownloadProps) =>
  state === 'open' ? (
    <div className="flex max-w-read flex-col gap-3">
      {busy && (
        <Notice kind="warn" role="alert">
          <p>{t('admin.export.busy')}</p>
        </Notice>
      )}
      <DownloadForm action={fileHref}>
        <Button describedBy="download-hint">{t('admin.export.download')}</Button>
      </DownloadForm>
      <p id="download-hint" className="text-small text-ink-soft">
        {t('admin.export.downloadHint', { time: formatTime(opensUntil) })}
      </p>
    </div>
  ) : (
    <div className="flex max-w-read flex-col gap-3">
      <Notice kind={kinds[state]} role="status">
        <p>{t(`admin.export.states.${state}`, { rows: rows ?? 0 })}</p>
      </Notice>
      <div>
        <ButtonLink href={againHref} kind="secondary">
          {t('admin.export.again')}
        </ButtonLink>
      </div>
    </div>
  )
