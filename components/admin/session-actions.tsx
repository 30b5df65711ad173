import { Button, ButtonLink } from '@/components/ui/button'
import type { Translate } from '@/lib/i18n/dictionary'
import { adminCancelPath, adminReleasePath } from '@/lib/paths'

type Props = {
  id: string
  can: { check: boolean; cancel: boolean; release: boolean }
  checkNow: (form: FormData) => Promise<void>
  t: Translate
}

/** The most useful step first; what ends or decides something has a page of its own. */
export const SessionActions = ({ id, can, checkNow, t }: Props) => {
  if (!can.check && !can.cancel && !can.release) return null
  return (
    <section aria-label={t('admin.session.actions.label')} className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        {can.release && <ButtonLink href={adminReleasePath(id)}>{t('admin.session.actions.release')}</ButtonLink>}
        {can.check && (
          <form action={checkNow}>
            <input type="hidden" name="id" value={id} />
            <Button describedBy="check-hint">{t('admin.session.actions.check')}</Button>
          </form>
        )}
        {can.cancel && (
          <ButtonLink href={adminCancelPath(id)} kind="secondary">
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
