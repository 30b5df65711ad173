import { ColourForm, LogoForm } from '@/components/admin/brand-forms'
import { Crumbs } from '@/components/admin/crumbs'
import { Section } from '@/components/admin/section'
import { SettingsSaid } from '@/components/admin/settings-said'
import { Button } from '@/components/ui/button'
import { Picture } from '@/components/ui/picture'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { previewTemplatePath, settingsPath } from '@/lib/paths'
import { getAccent } from '@/lib/settings/get-brand'
import { getOrganisation } from '@/lib/settings/get-organisation'
import { logoMaxBytes } from '@/lib/settings/save-brand'
import { publicTemplate } from '@/lib/templates/template-version'
import { Console } from '../../console'
import { putColour, putLogo, takeLogoAway } from './actions'

const BrandingPage = async ({ searchParams }: PageProps<'/admin/settings/branding'>) => {
  const actor = await requirePermission('settings.manage')
  const [accent, { brand }, template, { said }] = await Promise.all([
    getAccent(actor),
    getOrganisation(),
    publicTemplate(),
    searchParams,
  ])
  const t = dictionary(defaultLocale)
  return (
    <Console actor={actor} t={t} page={t('settings.look.title')} room="settings">
      <Crumbs
        label={t('settings.crumb')}
        steps={[{ text: t('settings.title'), href: settingsPath() }, { text: t('settings.look.title') }]}
      />
      <div className="flex flex-col gap-2">
        <h1 className="text-h1 font-bold">{t('settings.look.heading')}</h1>
        <p className="max-w-read text-ink-soft">{t('settings.look.lead')}</p>
      </div>
      <SettingsSaid said={said} t={t} />
      <Section id="logo-part" heading={t('settings.look.logo')}>
        {brand.logo ? (
          <form action={takeLogoAway} className="flex flex-col items-start gap-4">
            <span className="rounded-card border border-line bg-page p-4">
              <Picture {...brand.logo} alt={t('settings.look.logoNow')} />
            </span>
            <Button kind="secondary">{t('settings.look.removeLogo')}</Button>
          </form>
        ) : (
          <p>{t('settings.look.noLogo')}</p>
        )}
        <LogoForm
          action={putLogo}
          mostBytes={logoMaxBytes}
          words={{
            label: t('settings.look.file'),
            hint: t('settings.look.fileHint'),
            submit: t('settings.look.putLogo'),
            tooHeavy: t('settings.look.logoProblems.too_heavy'),
          }}
        />
      </Section>
      <Section id="colour-part" heading={t('settings.look.colour')}>
        <ColourForm
          action={putColour}
          colour={accent ?? ''}
          words={{
            label: t('settings.look.colourField'),
            hint: t('settings.look.colourHint'),
            submit: t('settings.look.putColour'),
          }}
        />
      </Section>
      {template && (
        <Section id="seen" heading={t('settings.look.seen')}>
          <p className="text-ink-soft">{t('settings.look.seenHint')}</p>
          <p>
            <a href={previewTemplatePath(template.template_id, { version: 'in_use' })} className="inline-block py-2">
              {t('settings.look.seenLink', { name: template.name })}
            </a>
          </p>
        </Section>
      )}
    </Console>
  )
}

export default BrandingPage
