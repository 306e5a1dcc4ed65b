// Tabs change what is seen. With addresses they are links (LinkTabs), inside one address they are tabs (Tabs).
import { Link, type LinkProps } from '@tanstack/react-router'
import { Tabs as Radix } from 'radix-ui'
import { type ReactNode, useLayoutEffect, useRef } from 'react'

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
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another value is another tab to bring into view.
  useLayoutEffect(() => showTab(list.current), [value])
  return (
    // Radix answers with one of the values it was given.
    <Radix.Root value={value} onValueChange={(next) => onChange(next as T)}>
      <Radix.List ref={list} className="tabs" aria-label={label}>
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

/** On small screens the list scrolls sideways: the tab that is on must be seen, and the page must not move for it. */
function showTab(list: HTMLElement | null): void {
  const tab = list?.querySelector<HTMLElement>('[data-state="active"]')
  if (!list || !tab) return
  const left = tab.offsetLeft - list.offsetLeft
  if (left < list.scrollLeft || left + tab.offsetWidth > list.scrollLeft + list.clientWidth) {
    list.scrollLeft = left - (list.clientWidth - tab.offsetWidth) / 2
  }
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
