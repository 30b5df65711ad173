import { judgeTemplate, readTemplateForm, type TemplateErrors } from '@/lib/kyc/template-form'

/** What the server would say of the form as it stands; fetched when somebody begins to fill it in. */
export const wrongInTemplate = (data: FormData): TemplateErrors => judgeTemplate(readTemplateForm(data)).errors ?? {}
