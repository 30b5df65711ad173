import { StatusTag } from '@/components/ui/status-tag'
import type { Translate } from '@/lib/i18n/dictionary'

/** Says on every staff page whether what is done here is real. */
export const EnvironmentTag = ({ demo, t }: { demo: boolean; t: Translate }) => (
  <StatusTag tone={demo ? 'warn' : 'plain'}>{t(demo ? 'admin.environment.demo' : 'admin.environment.live')}</StatusTag>
)
