// What opens beside its button: a popover for choosing, a menu for acting, a tooltip for naming.
import { DropdownMenu, Popover as RadixPopover, Tooltip as RadixTooltip } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

interface PopoverProps {
  open?: boolean
  onOpenChange?: (open: boolean) => void
  trigger: ReactElement
  /** Names the box for screen readers. */
  label: string
  className?: string
  children: ReactNode
}

/** A box with controls in it: filters, date range. Escape and a click elsewhere close it. */
export function Popover({ trigger, label, className = '', children, ...state }: PopoverProps) {
  return (
    <RadixPopover.Root {...state}>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          className={`float ${className}`}
          aria-label={label}
          align="start"
          sideOffset={4}
          collisionPadding={8}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  )
}

export interface MenuItem {
  readonly label: ReactNode
  readonly onSelect: () => void
  readonly icon?: IconName
  /** A key or a short word at the end. */
  readonly end?: ReactNode
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly checked?: boolean
}

interface MenuProps {
  trigger: ReactElement
  label: string
  /** `'-'` draws a line. */
  items: readonly (MenuItem | '-')[]
  align?: 'start' | 'end'
}

/** Actions behind a button, moved through with arrows and letters. */
export function Menu({ trigger, label, items, align = 'end' }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="float" aria-label={label} align={align} sideOffset={4} collisionPadding={8}>
          {items.map((item, index) =>
            item === '-' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else to be known by.
              <DropdownMenu.Separator key={`line-${index}`} className="sep" />
            ) : (
              <DropdownMenu.Item
                // biome-ignore lint/suspicious/noArrayIndexKey: menus are written in order and do not reorder.
                key={index}
                className={`item ${item.danger ? 'danger' : ''}`}
                disabled={item.disabled ?? false}
                onSelect={item.onSelect}
              >
                {item.icon ? <Icon name={item.icon} size={14} /> : null}
                <span className="grow">{item.label}</span>
                {item.checked ? <Icon name="check" size={14} /> : null}
                {item.end ? <span className="end">{item.end}</span> : null}
              </DropdownMenu.Item>
            ),
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** A few words on hover and focus. Never the only place of something needed. */
export function Tooltip({ text, children }: { text: ReactNode; children: ReactElement }) {
  return (
    <RadixTooltip.Provider delayDuration={300}>
      <RadixTooltip.Root>
        <RadixTooltip.Trigger asChild>{children}</RadixTooltip.Trigger>
        <RadixTooltip.Portal>
          <RadixTooltip.Content className="tooltip" sideOffset={4} collisionPadding={8}>
            {text}
          </RadixTooltip.Content>
        </RadixTooltip.Portal>
      </RadixTooltip.Root>
    </RadixTooltip.Provider>
  )
}
