import { Button, ButtonLink } from '@/components/ui/button'
import { CheckBoxes } from '@/components/ui/check-boxes'
import { DateField } from '@/components/ui/date-field'
import { Disclosure } from '@/components/ui/disclosure'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import type { Translate } from '@/lib/i18n/dictionary'
import { docTypes } from '@/lib/kyc/doc-types'
import { longestReference } from '@/lib/kyc/reference'
import { isEverySession, type SessionFilter } from '@/lib/kyc/session-filter'
import { outcomes } from '@/lib/kyc/session-outcome'
import { staffStates } from '@/lib/kyc/staff-state'
import { flows } from '@/lib/kyc/start-schema'
import { adminSessionsPath } from '@/lib/paths'

type SessionFiltersProps = { filter: SessionFilter; open: boolean; t: Translate }

/** Every part of the filter as a plain form whose answer is an address. */
export const SessionFilters = ({ filter, open, t }: SessionFiltersProps) => {
  const choice = <T extends string>(values: readonly T[], label: (value: T) => string) => [
    { value: '', label: t('admin.sessions.any') },
    ...values.map((value) => ({ value, label: label(value) })),
  ]
  return (
    <Disclosure summary={t('admin.sessions.filter')} open={open}>
      <form action={adminSessionsPath()} method="get" className="flex flex-col gap-6">
        {filter.q !== null && <input type="hidden" name="q" value={filter.q} />}
        <div className="grid gap-6 sm:grid-cols-3">
          <Select
            name="status"
            label={t('admin.filter.status')}
            defaultValue={filter.status ?? ''}
            options={choice(staffStates, (state) => t(`admin.state.${state}`))}
          />
          <Select
            name="outcome"
            label={t('admin.filter.outcome')}
            defaultValue={filter.outcome ?? ''}
            options={choice(outcomes, (outcome) => t(`admin.outcome.${outcome}`))}
          />
          <Select
            name="flow"
            label={t('admin.filter.flow')}
            defaultValue={filter.flow ?? ''}
            options={choice(flows, (flow) => t(`admin.session.flows.${flow}`))}
          />
          <TextField
            name="invited"
            label={t('admin.filter.invited')}
            defaultValue={filter.invited ?? ''}
            maxLength={longestReference}
            autoComplete="off"
          />
          <DateField name="from" label={t('admin.filter.from')} defaultValue={filter.from} />
          <DateField name="until" label={t('admin.filter.until')} defaultValue={filter.until} />
        </div>
        <div className="flex flex-wrap gap-x-12 gap-y-6">
          <CheckBoxes
            name="docs"
            legend={t('admin.sessions.askedFor')}
            boxes={docTypes.map((doc) => ({
              value: doc,
              label: t(`admin.session.docs.${doc}`),
              checked: filter.docs.includes(doc),
            }))}
          />
          <CheckBoxes
            name="ends"
            legend={t('admin.filter.ends')}
            boxes={[{ value: 'today', label: t('admin.sessions.endsToday'), checked: filter.ends !== null }]}
          />
        </div>
        <div className="flex flex-wrap gap-x-4 gap-y-2">
          <Button kind="secondary">{t('admin.sessions.apply')}</Button>
          {!isEverySession(filter) && (
            <ButtonLink href={adminSessionsPath()} kind="quiet">
              {t('admin.sessions.clear')}
            </ButtonLink>
          )}
        </div>
      </form>
    </Disclosure>
  )
}
