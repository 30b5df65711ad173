import { Button, ButtonLink } from '@/components/ui/button'
import type { Translate } from '@/lib/i18n/dictionary'
import type { SessionFilter } from '@/lib/kyc/session-filter'
import { adminCancelManyPath, adminExportFormPath } from '@/lib/paths'

type ListFootProps = {
  filter: SessionFilter
  /** This view and its page, for the way back. */
  here: string
  tickForm: string
  may: { cancel: boolean; export: boolean }
  t: Translate
}

/** What can be done with the sessions above: those that are ticked, and all of the view. */
export const ListFoot = ({ filter, here, tickForm, may, t }: ListFootProps) => (
  <div className="flex flex-wrap gap-2">
    {may.cancel && (
      <form id={tickForm} action={adminCancelManyPath()} method="get">
        <input type="hidden" name="list" value={here} />
        <Button kind="secondary">{t('admin.bulk.cancel')}</Button>
      </form>
    )}
    {may.export && (
      <ButtonLink href={adminExportFormPath(filter)} kind="secondary">
        {t('admin.bulk.export')}
      </ButtonLink>
    )}
  </div>
)
