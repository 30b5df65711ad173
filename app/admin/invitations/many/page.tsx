import { Crumbs } from '@/components/admin/crumbs'
import { FileField } from '@/components/invited/file-field'
import { ImportList } from '@/components/invited/import-list'
import { Button, ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import { TextArea } from '@/components/ui/text-area'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { keptPaste } from '@/lib/invites/kept-paste'
import { listImports } from '@/lib/invites/list-imports'
import { adminImportSamplePath, adminImportUploadPath, adminInvitationsPath } from '@/lib/paths'
import { newUploadTicket } from '@/lib/security/upload-ticket'
import { Console } from '../../console'
import { inviteChoices } from '../choices'
import { chosenOf, fileProblem } from './problem'

const columns = ['reference', 'name', 'email', 'phone', 'language'] as const

const ManyPage = async ({ searchParams }: PageProps<'/admin/invitations/many'>) => {
  const actor = await requirePermission('invitations.manage')
  const query = await searchParams
  const t = dictionary(defaultLocale)
  const after = typeof query.after === 'string' && /^imp_[\w-]{1,40}$/.test(query.after) ? query.after : null
  const [{ templates, languages, lives }, files] = await Promise.all([inviteChoices(t), listImports(actor, after)])
  const problem = fileProblem(query, t)
  const pasted = query.rows === 'kept' ? await keptPaste(actor) : ''
  const template = chosenOf(query, 'template', templates)
  // Nobody is asked for the documents of whatever template happens to stand first.
  const chooseAnew = (problem !== null || query.template !== undefined) && template === undefined
  const title = t('admin.invite.many.title')
  return (
    <Console actor={actor} t={t} page={problem ? t('common.problemTitle', { title }) : title} room="invitations">
      <Crumbs
        label={t('admin.session.crumb')}
        steps={[{ text: t('admin.nav.invitations'), href: adminInvitationsPath() }, { text: title }]}
      />
      <h1 className="text-h1 font-bold">{title}</h1>
      {problem && (
        <Notice kind="bad" role="alert" title={t('admin.invite.many.refused')}>
          <p>{problem.text}</p>
          {pasted !== '' && <p>{t('admin.invite.many.rowsKept')}</p>}
          {query.rows === 'lost' && <p>{t('admin.invite.many.rowsLost')}</p>}
        </Notice>
      )}
      {!problem && pasted !== '' && (
        <Notice kind="info">
          <p>{t('admin.invite.many.rowsKept')}</p>
        </Notice>
      )}
      <div className="flex max-w-read flex-col gap-3">
        <p>{t('admin.invite.many.lead')}</p>
        <dl className="flex flex-col gap-2">
          {columns.map((column) => (
            <div key={column} className="flex gap-x-3">
              <dt className="w-1/3 shrink-0 font-mono font-semibold">{column}</dt>
              <dd className="min-w-0">{t(`admin.invite.many.columns.${column}`)}</dd>
            </div>
          ))}
        </dl>
        <div>
          <ButtonLink href={adminImportSamplePath()} kind="secondary">
            {t('admin.invite.many.sample')}
          </ButtonLink>
        </div>
      </div>
      <form
        action={adminImportUploadPath(newUploadTicket())}
        method="post"
        encType="multipart/form-data"
        className="flex max-w-read flex-col gap-6"
      >
        <Select
          name="template"
          label={t('admin.invite.fields.template')}
          error={problem?.code === 'template_gone' ? problem.text : undefined}
          options={chooseAnew ? [{ value: '', label: t('admin.invite.many.chooseTemplate') }, ...templates] : templates}
          defaultValue={template}
        />
        <Select
          name="language"
          label={t('admin.invite.fields.language')}
          hint={t('admin.invite.many.languageHint')}
          options={languages}
          defaultValue={chosenOf(query, 'language', languages)}
        />
        <Select
          name="life"
          label={t('admin.invite.fields.life')}
          error={problem?.code === 'life' ? problem.text : undefined}
          options={lives}
          defaultValue={chosenOf(query, 'life', lives)}
        />
        <FileField t={t} />
        <TextArea
          name="rows"
          label={t('admin.invite.many.paste')}
          hint={t('admin.invite.many.pasteHint')}
          rows={pasted === '' ? 4 : 10}
          defaultValue={pasted}
        />
        <p>{t('admin.invite.many.nobodyYet')}</p>
        <div>
          <Button>{t('admin.invite.many.look')}</Button>
        </div>
      </form>
      {files.rows.length > 0 && <ImportList page={files} isFirst={after === null} t={t} locale={defaultLocale} />}
    </Console>
  )
}

export default ManyPage
