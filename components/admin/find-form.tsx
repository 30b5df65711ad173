import { Button } from '@/components/ui/button'
import { fieldStyle } from '@/components/ui/field-frame'
import type { Translate } from '@/lib/i18n/dictionary'

type FindFormProps = {
  action: (form: FormData) => Promise<void>
  /** Whether it finds people who were invited by their address and number too. */
  people: boolean
  t: Translate
}

/** Posts what it is given: a session_id in an address would stay in histories and proxy logs. */
export const FindForm = ({ action, people, t }: FindFormProps) => (
  <search className="w-full sm:w-auto">
    <form action={action} className="flex flex-col gap-1">
      <label htmlFor="find" className="text-small font-semibold">
        {t(people ? 'admin.find.people' : 'admin.find.label')}
      </label>
      <div className="flex gap-2">
        <div className="min-w-0 flex-1">
          <input
            id="find"
            name="find"
            type="search"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={200}
            className={fieldStyle(false)}
          />
        </div>
        <div className="shrink-0">
          <Button kind="secondary">{t('admin.find.submit')}</Button>
        </div>
      </div>
    </form>
  </search>
)
