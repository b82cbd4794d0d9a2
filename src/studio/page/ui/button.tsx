import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { Tooltip } from './tooltip.js'
import './button.css'

export type ButtonVariant = 'primary' | 'secondary' | 'ghost'
export type ButtonSize = 'sm' | 'md'

interface Look {
  readonly variant?: ButtonVariant | undefined
  readonly size?: ButtonSize | undefined
}

/** A button with a text; an icon stands before it. */
export function Button({
  variant = 'secondary',
  size = 'md',
  icon: Icon,
  children,
  className = '',
  ...rest
}: ComponentProps<'button'> & Look & { readonly icon?: LucideIcon | undefined; readonly children: ReactNode }) {
  return (
    <button type="button" {...rest} className={`button button--${variant} button--${size} ${className}`}>
      {Icon !== undefined && <Icon className="button__icon" />}
      <span className="button__text">{children}</span>
    </button>
  )
}

/** A button with an icon only; its label is its name and its tooltip. */
export function IconButton({
  variant = 'ghost',
  size = 'md',
  icon: Icon,
  label,
  className = '',
  ...rest
}: Omit<ComponentProps<'button'>, 'children'> & Look & { readonly icon: LucideIcon; readonly label: string }) {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={`button button--icon button--${variant} button--${size} ${className}`}
      >
        <Icon className="button__icon" />
      </button>
    </Tooltip>
  )
}
