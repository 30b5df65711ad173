import 'server-only'
import type { StartAsks } from '@/components/start/start-page'
import { purposeOf } from '@/lib/consent/notice-sections'
import type { Translate } from '@/lib/i18n/dictionary'
import { askedBy, type TemplateVersion } from '@/lib/templates/template-version'

type Shown = Pick<TemplateVersion, 'required_docs' | 'optional_docs' | 'purposes' | 'flow'>

/** What a template asks for, as its start page shows it. */
export const startAsks = (t: Translate, version: Shown): StartAsks => {
  const asked = askedBy(version)
  return {
    documents: asked.docs.map((doc) => ({
      doc,
      required: version.required_docs.includes(doc),
      why: purposeOf(t, asked, doc),
    })),
    flow: version.flow,
  }
}
