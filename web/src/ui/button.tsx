// Buttons and the links that look like them. Ink is the action: one primary button a view.
import { createLink } from '@tanstack/react-router'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Icon, type IconName } from './icon.tsx'

export type ButtonKind = 'plain' | 'primary' | 'ghost' | 'danger' | 'danger-solid'
export type ButtonSize = 'sm' | 'md' | 'lg'

interface Look {
  /** `danger-solid` only inside the confirmation of what it destroys. */
  kind?: ButtonKind | undefined
  /** `sm` in bars and panel heads, `md` in forms, `lg` on sign-in. */
  size?: ButtonSize | undefined
  icon?: IconName | undefined
  /** As wide as its column. */
  block?: boolean | undefined
}

interface ButtonProps extends Look, ButtonHTMLAttributes<HTMLButtonElement> {
  ref?: Ref<HTMLButtonElement>
  /** Work is under way: keeps its width, shows the wheel, cannot be pressed again. */
  busy?: boolean | undefined
  /** Why it cannot be pressed now; disables it and says the reason beside it. */
  why?: string | undefined
  children: ReactNode
}

function lookOf({ kind = 'plain', size = 'md', block }: Look, more = ''): string {
  return ['btn', kind === 'plain' ? '' : kind, size === 'md' ? '' : size, block ? 'full' : '', more]
    .filter(Boolean)
    .join(' ')
}

/** A button. Its words are a verb with its object: "Make export", never "OK". */
export function Button({ kind, size, icon, block, busy, why, className, children, disabled, ...rest }: ButtonProps) {
  const button = (
    <button
      type="button"
      {...rest}
      className={lookOf({ kind, size, block }, className)}
      disabled={disabled || why !== undefined}
      aria-busy={busy || undefined}
      // A form must not be sent twice; Enter in a field presses this button too.
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      <span className="btn-in">
        {icon ? <Icon name={icon} size={14} /> : null}
        {children}
      </span>
      {busy ? <span className="spin" /> : null}
    </button>
  )
  if (why === undefined) return button
  return (
    <span className={block ? 'stack s1' : 'row'}>
      {button}
      <span className="btn-why">{why}</span>
    </span>
  )
}

interface AnchorProps extends Look {
  href?: string
  className?: string
  download?: boolean | string
  children?: ReactNode
  ref?: Ref<HTMLAnchorElement>
}

/** A link to another address (a download, a page outside) that looks like a button. */
export function ButtonAnchor({ kind, size, icon, block, className, children, ...rest }: AnchorProps) {
  return (
    <a {...rest} className={lookOf({ kind, size, block }, className)}>
      {icon ? <Icon name={icon} size={14} /> : null}
      {children}
    </a>
  )
}

/** A link to a screen (`to`, `params`, `search` of the router) that looks like a button. */
export const ButtonLink = createLink(ButtonAnchor)

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'name'> {
  ref?: Ref<HTMLButtonElement>
  icon: IconName
  /** What it does, for everyone who cannot see the drawing; also its hover text. */
  name: string
}

/** A small button with only a drawing. It always has a name. */
export function IconButton({ icon, name, className = '', ...rest }: IconButtonProps) {
  return (
    <button type="button" aria-label={name} title={name} {...rest} className={`icon-btn ${className}`}>
      <Icon name={icon} size={14} />
    </button>
  )
}
