import { Button, ButtonLink } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import type { Translate } from '@/lib/i18n/dictionary'
import { type InvitationFilter, invitationChoices } from '@/lib/kyc/invitation-filter'
import { adminImportPath, adminInvitationsPath } from '@/lib/paths'

type Props = { filter: InvitationFilter; t: Translate }

/** How invitations stand, as a plain form whose answer is an address; the file they came from stays what it is. */
export const InvitationFilters = ({ filter, t }: Props) => (
  <div className="flex flex-col gap-3">
    <form action={adminInvitationsPath()} method="get" className="flex max-w-read flex-wrap items-end gap-2">
      {filter.file !== null && <input type="hidden" name="file" value={filter.file} />}
      <div className="min-w-nav flex-1">
        <Select
          name="state"
          label={t('admin.invite.list.state')}
          defaultValue={filter.choice ?? ''}
          options={[
            { value: '', label: t('admin.sessions.any') },
            ...invitationChoices.map((choice) => ({
              value: choice,
              label: choice === 'undelivered' ? t('admin.invite.list.undelivered') : t(`admin.invite.state.${choice}`),
            })),
          ]}
        />
      </div>
      <Button kind="secondary">{t('admin.sessions.apply')}</Button>
      {(filter.choice !== null || filter.file !== null) && (
        <ButtonLink href={adminInvitationsPath()} kind="quiet">
          {t('admin.invite.list.all')}
        </ButtonLink>
      )}
    </form>
    {filter.file !== null && (
      <p>
        {t('admin.invite.list.ofFile')} <a href={adminImportPath(filter.file)}>{t('admin.invite.list.toFile')}</a>
      </p>
    )}
  </div>
)
