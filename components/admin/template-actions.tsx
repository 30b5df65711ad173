import type { ReactNode } from 'react'
import { Button, ButtonLink } from '@/components/ui/button'
import type { Translate } from '@/lib/i18n/dictionary'
import { discardDraftPath, editTemplatePath, endTemplatePath, previewTemplatePath } from '@/lib/paths'
import type { TemplateDetail } from '@/lib/templates/list-templates'

type Send = (form: FormData) => Promise<void>

type TemplateActionsProps = {
  template: TemplateDetail
  /** While the simulator plays DigiLocker and the colleague may invite: makes a test invitation. `key` makes one of a press. */
  trial: { send: Send; key: string } | null
  publish: Send
  makePublic: Send
  t: Translate
}

const Action = ({ hint, children }: { hint?: string; children: ReactNode }) => (
  <li className="flex flex-col items-start gap-2">
    {children}
    {hint && <p className="max-w-read text-ink-soft">{hint}</p>}
  </li>
)

/** What a colleague may do with a template now; what makes no sense now is not there. */
export const TemplateActions = ({ template, trial, publish, makePublic, t }: TemplateActionsProps) => {
  const { id, stamp, draft, published, open } = template
  return (
    <ul className="flex flex-col gap-6">
      {draft && (
        <Action hint={t('templates.actions.publishHint', { open })}>
          <form action={publish}>
            <input type="hidden" name="id" value={id} />
            <input type="hidden" name="stamp" value={stamp} />
            <Button>{t('templates.actions.publish', { number: draft.number })}</Button>
          </form>
        </Action>
      )}
      <Action>
        <span className="flex flex-wrap gap-2">
          <ButtonLink href={editTemplatePath(id)} kind="secondary">
            {t(draft ? 'templates.actions.edit' : 'templates.actions.editFirst')}
          </ButtonLink>
          <ButtonLink href={previewTemplatePath(id)} kind="secondary">
            {t('templates.actions.preview')}
          </ButtonLink>
        </span>
      </Action>
      {draft && published && (
        <Action>
          <a href={discardDraftPath(id)} className="inline-block py-2">
            {t('templates.actions.discard')}
          </a>
        </Action>
      )}
      {published && trial && (
        <Action hint={t('templates.actions.tryHint')}>
          <form action={trial.send}>
            <input type="hidden" name="id" value={id} />
            <input type="hidden" name="form_key" value={trial.key} />
            <Button kind="secondary">{t('templates.actions.try')}</Button>
          </form>
        </Action>
      )}
      {published && !template.is_public && (
        <Action hint={t('templates.actions.makePublicHint')}>
          <form action={makePublic}>
            <input type="hidden" name="id" value={id} />
            <Button kind="secondary">{t('templates.actions.makePublic')}</Button>
          </form>
        </Action>
      )}
      <Action>
        <a href={endTemplatePath(id)} className="inline-block py-2 text-bad">
          {t('templates.actions.end')}
        </a>
      </Action>
    </ul>
  )
}
