import { type Locale, locales, ownNames } from '@/lib/i18n/locales'

/** Plain links, each language in its own script. With one language there is nothing to pick. */
export const LanguagePicker = ({ label, current }: { label: string; current: Locale }) =>
  locales.length > 1 ? (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-2">
        {locales.map((locale) => (
          <li key={locale}>
            <a href={`?lang=${locale}`} lang={locale} aria-current={locale === current ? 'true' : undefined}>
              {ownNames[locale]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  ) : null
