import { fieldStyle } from '@/components/ui/field-frame'
import type { Translate } from '@/lib/i18n/dictionary'

/** Where a file of people is chosen. No page can fill it in again. */
export const FileField = ({ t }: { t: Translate }) => (
  <div className="flex flex-col gap-2">
    <label htmlFor="file" className="text-body font-semibold">
      {t('admin.invite.many.file')}
    </label>
    <p id="file-hint" className="text-body text-ink-soft">
      {t('admin.invite.many.fileHint')}
    </p>
    <input
      id="file"
      name="file"
      type="file"
      accept=".csv,text/csv,text/plain"
      aria-describedby="file-hint"
      className={fieldStyle(false)}
    />
  </div>
)
