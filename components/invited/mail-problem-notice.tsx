import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/dictionary'
import type { MailProblem } from '@/lib/kyc/mail-problem'

/** Why the last e-mail did not arrive, and what a colleague can do about it. */
export const MailProblemNotice = ({
  problem,
  code,
  t,
}: {
  problem: MailProblem
  code: string | null
  t: Translate
}) => (
  <Notice kind="bad" title={t(`admin.invite.mail.problem.${problem}`)}>
    <p>{t(`admin.invite.mail.advice.${problem}`)}</p>
    {code !== null && <p className="text-small">{t('admin.invite.mail.answer', { code })}</p>}
  </Notice>
)
