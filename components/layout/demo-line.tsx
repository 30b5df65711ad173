import { Icon } from '@/components/ui/icon'
import type { Translate } from '@/lib/i18n/dictionary'

/** On every page while a stand-in plays the provider. */
export const DemoLine = ({ t, column }: { t: Translate; column: string }) => (
  <aside aria-label={t('common.demoTag')} className="border-b border-warn bg-warn-soft text-warn">
    <p className={`flex items-center gap-2 py-2 text-body font-semibold ${column}`}>
      <Icon name="info" />
      {t('common.demo')}
    </p>
  </aside>
)
