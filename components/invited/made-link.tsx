import { ButtonLink } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Notice } from '@/components/ui/notice'
import { QrCode, type QrPicture } from '@/components/ui/qr-code'

/** A link that is shown now and never again. */
export type Made = {
  url: string
  /** Whom it is for. */
  who: string
  mail: string | null
  until: string
  message: string
  qr: QrPicture
  href: string
}

export type MadeWords = Record<
  | 'heading'
  | 'once'
  | 'link'
  | 'copyLink'
  | 'message'
  | 'copyMessage'
  | 'copied'
  | 'qr'
  | 'qrHint'
  | 'open'
  | 'another',
  string
>

/** @param anotherHref null on the page of the invitation itself, which leads nowhere else */
type Props = { made: Made; words: MadeWords; anotherHref: string | null }

export const MadeLink = ({ made, words, anotherHref }: Props) => (
  <Notice kind="good" role="status" title={words.heading}>
    <p className="font-semibold">
      <bdi>{made.who}</bdi>
    </p>
    {made.mail !== null && <p>{made.mail}</p>}
    <p>{words.once}</p>
    <p>{made.until}</p>
    <h2 className="text-h3 font-semibold">{words.link}</h2>
    <p className="break-all font-mono">
      <bdi dir="ltr">{made.url}</bdi>
    </p>
    <div className="flex flex-wrap items-center gap-2">
      <CopyButton text={made.url} label={words.copyLink} doneLabel={words.copied} />
    </div>
    <h2 className="text-h3 font-semibold">{words.message}</h2>
    <p>{made.message}</p>
    <div className="flex flex-wrap items-center gap-2">
      <CopyButton text={made.message} label={words.copyMessage} doneLabel={words.copied} />
    </div>
    <h2 className="text-h3 font-semibold">{words.qr}</h2>
    <p>{words.qrHint}</p>
    <QrCode picture={made.qr} label={words.qr} />
    {anotherHref && (
      <div className="flex flex-wrap gap-2">
        <ButtonLink href={made.href} kind="secondary">
          {words.open}
        </ButtonLink>
        <ButtonLink href={anotherHref} kind="secondary">
          {words.another}
        </ButtonLink>
      </div>
    )}
  </Notice>
)
