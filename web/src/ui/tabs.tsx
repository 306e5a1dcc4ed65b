// Tabs change what is seen. With addresses they are links (LinkTabs), inside one address they are tabs (Tabs).
import { Link, type LinkProps } from '@tanstack/react-router'
import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

interface TabsProps<T extends string> {
  label: string
  value: T
  onChange: (value: T) => void
  items: readonly { value: T; label: string; count?: number | string }[]
  /** The content of the tab that is on. */
  children: ReactNode
}

/** Tabs over one panel. Keep `value` in the URL. */
export function Tabs<T extends string>({ label, value, onChange, items, children }: TabsProps<T>) {
  return (
    // Radix answers with one of the values it was given.
    <Radix.Root value={value} onValueChange={(next) => onChange(next as T)}>
      <Radix.List className="tabs" aria-label={label}>
        {items.map((item) => (
          <Radix.Trigger key={item.value} value={item.value}>
            {item.label}
            {item.count === undefined ? null : <span className="n">{item.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      <Radix.Content value={value} tabIndex={-1}>
        {children}
      </Radix.Content>
    </Radix.Root>
  )
}

/** Tabs that are pages of their own: settings. */
export function LinkTabs({ label, items }: { label: string; items: readonly { link: LinkProps; label: string }[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {items.map((item) => (
        <Link key={item.label} {...item.link}>
          {item.label}
        </Link>
      ))}
    </nav>
  )
}
