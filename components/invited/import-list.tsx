import { Section } from '@/components/admin/section'
import { Pager } from '@/components/ui/pager'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Locale } from '@/lib/i18n/locales'
import type { ImportsPage } from '@/lib/invites/list-imports'
import { adminInviteManyPath } from '@/lib/paths'
import { ImportTable } from './import-table'

type Props = { page: ImportsPage; isFirst: boolean; t: Translate; locale: Locale }

/** The files stand below the form that takes one: paging through them stays with them. */
const at = (query: Record<string, string>): string => `${adminInviteManyPath(query)}#files`

/** One page of the files of people, with the ways to the others. */
export const ImportList = ({ page: { rows, next }, isFirst, t, locale }: Props) => (
  <Section id="files" heading={t('admin.invite.many.list.heading')}>
    <ImportTable rows={rows} t={t} locale={locale} />
    <Pager
      newer={isFirst ? undefined : at({})}
      older={next === null ? undefined : at({ after: next })}
      labels={{
        name: t('admin.invite.many.list.pages'),
        newer: t('admin.invite.many.list.newest'),
        older: t('admin.invite.many.list.older'),
      }}
    />
  </Section>
)
