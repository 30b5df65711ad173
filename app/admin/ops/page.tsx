import { OpsTile } from '@/components/admin/ops-tile'
import { opsTiles } from '@/components/admin/ops-tiles'
import { requirePermission } from '@/lib/auth/require-permission'
import { dictionary } from '@/lib/i18n/dictionary'
import { defaultLocale } from '@/lib/i18n/locales'
import { isStale } from '@/lib/ops/freshness'
import { readOps } from '@/lib/ops/read-ops'
import { publicStatusPath } from '@/lib/paths'
import { Console } from '../console'

const OpsPage = async () => {
  const actor = await requirePermission('ops.read')
  const locale = defaultLocale
  const t = dictionary(locale)
  const ops = await readOps(actor)
  return (
    <Console actor={actor} t={t} page={t('admin.ops.title')} room="ops">
      <div className="flex flex-col gap-2">
        <h1 className="text-h1 font-bold">{t('admin.ops.heading')}</h1>
        <p className="max-w-read text-ink-soft">
          {t('admin.ops.lead')} <a href={publicStatusPath()}>{t('admin.ops.publicTwin')}</a>
        </p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {opsTiles(ops, t, locale).map((tile) => (
          <OpsTile
            key={tile.id}
            {...tile}
            stale={tile.measuredAt !== null && isStale(tile.measuredAt, ops.measuredAt)}
            t={t}
            locale={locale}
          />
        ))}
      </div>
    </Console>
  )
}

export default OpsPage
