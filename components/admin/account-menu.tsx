import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import type { Translate } from '@/lib/i18n/dictionary'
import { accountPath, signOutPath } from '@/lib/paths'

/** Who is signed in, and the way out: a plain form post, so it works in every browser at any time. */
export const AccountMenu = ({ name, t }: { name: string; t: Translate }) => (
  <details className="relative sm:max-w-short">
    <summary className="flex min-h-control list-none items-center gap-2 rounded border border-line-field px-3 text-body">
      <Icon name="person" />
      <bdi className="min-w-0 wrap-anywhere">{name}</bdi>
    </summary>
    <div className="mt-2 flex flex-col gap-3 rounded-card border border-line bg-raised p-4 shadow-menu sm:absolute sm:end-0 sm:z-10 sm:w-max sm:max-w-short">
      <p className="text-body text-ink-soft">{t('admin.account.signedInAs', { name })}</p>
      <a href={accountPath()} className="flex min-h-control items-center">
        {t('admin.account.page')}
      </a>
      <form action={signOutPath()} method="post">
        <Button kind="secondary" wide>
          {t('admin.account.signOut')}
        </Button>
      </form>
    </div>
  </details>
)
