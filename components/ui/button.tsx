import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { type ButtonKind, buttonStyle } from './button-style'
import { Icon } from './icon'

type ButtonProps = {
  kind?: ButtonKind
  type?: 'submit' | 'button'
  name?: string
  value?: string
  formAction?: ButtonHTMLAttributes<HTMLButtonElement>['formAction']
  /** Id of the form it sends, when that is not the one around it. */
  form?: string
  wide?: boolean
  /** Pressed already: stays focusable so that a screen reader is not thrown off the page. */
  busy?: boolean
  describedBy?: string
  onClick?: () => void
  children: ReactNode
}

export const Button = ({
  kind = 'primary',
  type = 'submit',
  wide = false,
  busy,
  describedBy,
  ...rest
}: ButtonProps) => (
  <button
    {...rest}
    type={type}
    aria-disabled={busy || undefined}
    aria-describedby={describedBy}
    className={buttonStyle(kind, wide)}
  />
)

type ButtonLinkProps = { href: string; kind?: ButtonKind; wide?: boolean; external?: boolean; children: ReactNode }

/** A plain anchor: the server decides what every address shows, and nothing is fetched before it is asked for. */
export const ButtonLink = ({ href, kind = 'primary', wide = false, external = false, children }: ButtonLinkProps) => (
  <a href={href} className={buttonStyle(kind, wide)} rel={external ? 'noreferrer' : undefined}>
    {children}
    {external && <Icon name="outside" />}
  </a>
)
