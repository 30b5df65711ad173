import { Button, ButtonLink } from '@/components/ui/button'
import type { Translate } from '@/lib/i18n/dictionary'
import type { SessionFilter } from '@/lib/kyc/session-filter'
import { adminCancelPath, adminReleasePath } from '@/lib/paths'

type Props = {
  id: string
  can: { check: boolean; cancel: boolean; release: boolean }
  /** The list this session was opened from, and the same as it stands in an address. */
  filter: SessionFilter
  view: string
  checkNow: (form: FormData) => Promise<void>
  t: Translate
}

/** The most useful step first; what ends or decides something has a page of its own. */
export const SessionActions = ({ id, can, filter, view, checkNow, t }: Props) => {
  if (!can.check && !can.cancel && !can.release) return null
  return (
    <section aria-label={t('admin.session.actions.label')} className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {can.release && (
          <ButtonLink href={adminReleasePath(id, filter)}>{t('admin.session.actions.release')}</ButtonLink>
        )}
        {can.check && (
          <form action={checkNow}>
            <input type="hidden" name="id" value={id} />
            <input type="hidden" name="view" value={view} />
            <Button describedBy="check-hint">{t('admin.session.actions.check')}</Button>
          </form>
        )}
        {can.cancel && (
          <ButtonLink href={adminCancelPath(id, filter)} kind="secondary">
            {t('admin.session.actions.cancel')}
          </ButtonLink>
        )}
      </div>
      {can.check && (
        <p id="check-hint" className="text-small text-ink-soft">
          {t('admin.session.actions.checkHint')}
        </p>
      )}
    </section>
  )
}
