import type { KeepCodesWords } from '@/components/admin/keep-codes'
import { NewPasskeyForm, type NewPasskeyState } from '@/components/admin/new-passkey-form'
import { type ConfirmProps, SensitiveForm, type SensitiveState } from '@/components/admin/sensitive-form'
import { TextField } from '@/components/ui/text-field'
import type { Translate } from '@/lib/i18n/dictionary'
import { formatDateTime } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'

export type PasskeyLine = { id: string; name: string; synced: boolean; addedAt: Date; usedAt: Date | null }

type OwnPasskeysProps = {
  passkeys: readonly PasskeyLine[]
  /** False where this address allows none. */
  possible: boolean
  confirm: ConfirmProps
  codes: KeepCodesWords
  remove: (previous: SensitiveState, form: FormData) => Promise<SensitiveState>
  add: (previous: NewPasskeyState, form: FormData) => Promise<NewPasskeyState>
  ask: () => Promise<string | null>
  t: Translate
  locale: Locale
}

const lineOf = ({ synced, addedAt, usedAt }: PasskeyLine, t: Translate, locale: Locale): string =>
  [
    t('admin.accountPage.passkeyAdded', { time: formatDateTime(addedAt, locale) }),
    usedAt
      ? t('admin.accountPage.passkeyUsed', { time: formatDateTime(usedAt, locale) })
      : t('admin.accountPage.passkeyNever'),
    ...(synced ? [t('admin.accountPage.passkeySynced')] : []),
  ].join(', ')

/** The passkeys of one colleague: each can be taken away, and one more added while presence is fresh. */
export const OwnPasskeys = (props: OwnPasskeysProps) => {
  const { passkeys, possible, confirm, codes, remove, add, ask, t, locale } = props
  return (
    <div className="flex flex-col gap-4">
      {passkeys.length === 0 && <p className="text-ink-soft">{t('admin.accountPage.noPasskeys')}</p>}
      <ul className="flex flex-col gap-4">
        {passkeys.map((passkey) => (
          <li key={passkey.id} className="flex flex-col gap-2 rounded-card border border-line p-4">
            <p className="font-semibold">
              <bdi>{passkey.name}</bdi>
            </p>
            <p className="text-ink-soft">{lineOf(passkey, t, locale)}</p>
            <SensitiveForm
              action={remove}
              submit={t('admin.accountPage.passkeyRemove', { name: passkey.name })}
              kind="secondary"
              problemHeading={t('admin.accountPage.problem.title')}
              confirm={{ ...confirm, stale: false }}
            >
              <input type="hidden" name="passkey_id" value={passkey.id} />
            </SensitiveForm>
          </li>
        ))}
      </ul>
      {!possible && <p className="text-ink-soft">{t('admin.accountPage.passkeyImpossible')}</p>}
      {possible && !confirm.stale && (
        <NewPasskeyForm
          codes={codes}
          ask={ask}
          action={add}
          label={t('admin.accountPage.passkeyAdd')}
          failed={t('admin.accountPage.said.passkey_refused')}
        >
          <TextField
            name="device"
            label={t('secondStep.passkeyName')}
            hint={t('secondStep.passkeyNameHint')}
            maxLength={60}
          />
        </NewPasskeyForm>
      )}
    </div>
  )
}
