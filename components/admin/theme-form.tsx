import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/radio-group'
import type { Translate } from '@/lib/i18n/dictionary'
import type { Theme } from '@/lib/kyc/theme'

type ThemeFormProps = { action: string; theme: Theme; t: Translate }

const choices = ['device', 'light', 'dark'] as const

/** The look of the console in this browser: a plain form, because the answer is another page around the same one. */
export const ThemeForm = ({ action, theme, t }: ThemeFormProps) => (
  <form action={action} method="post" className="flex max-w-people flex-col gap-4">
    <RadioGroup
      name="theme"
      legend={t('admin.accountPage.theme.legend')}
      hint={t('admin.accountPage.theme.hint')}
      options={choices.map((value) => ({ value, label: t(`admin.accountPage.theme.${value}`) }))}
      defaultValue={theme ?? 'device'}
    />
    <div>
      <Button kind="secondary">{t('admin.accountPage.theme.save')}</Button>
    </div>
  </form>
)
