import { ButtonLink } from './button'

type PagerProps = {
  newer?: string | undefined
  older?: string | undefined
  labels: { name: string; newer: string; older: string }
}

/** Newer and older by cursor; there are no page numbers, because rows keep arriving on top. */
export const Pager = ({ newer, older, labels }: PagerProps) =>
  newer || older ? (
    <nav aria-label={labels.name} className="flex flex-wrap justify-between gap-2">
      {newer ? (
        <ButtonLink kind="secondary" href={newer}>
          {labels.newer}
        </ButtonLink>
      ) : (
        <span />
      )}
      {older && (
        <ButtonLink kind="secondary" href={older}>
          {labels.older}
        </ButtonLink>
      )}
    </nav>
  ) : null
