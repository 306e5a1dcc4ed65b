// The bar under the top bar. Order: when, who or what, more; freshness, save and CSV at the end.
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { useKeys } from '../prefs/keys.ts'
import { clock, day } from '../time.ts'
import { Menu } from './float.tsx'
import { Icon } from './icon.tsx'

/** Filters at the start, `end` at the end. Everything in it is in the URL. */
export function FilterBar({ children, end }: { children: ReactNode; end?: ReactNode }) {
  const bar = useRef<HTMLElement>(null)
  useLayoutEffect(() => tellHeight(bar.current), [])
  return (
    <search ref={bar} className="filters" aria-label="Filters">
      {children}
      {end ? <span className="end row">{end}</span> : null}
    </search>
  )
}

/** Keeps `--under` right: sticky heads and the open record stand under the bar, which may wrap onto two lines. */
function tellHeight(bar: HTMLElement | null): (() => void) | undefined {
  const page = bar?.closest('main')
  if (!bar || !page) return
  const watch = new ResizeObserver(() => {
    if (getComputedStyle(bar).position === 'sticky') {
      page.style.setProperty('--under', `calc(var(--top) + ${bar.offsetHeight}px)`)
    } else page.style.removeProperty('--under')
  })
  watch.observe(bar)
  return () => {
    watch.disconnect()
    page.style.removeProperty('--under')
  }
}

/** "+ Filter": brings in a filter that is not shown yet. Key `f`. */
export function AddFilter({
  options,
  onAdd,
}: {
  options: readonly { value: string; label: string }[]
  onAdd: (value: string) => void
}) {
  useKeys({ f: () => document.querySelector<HTMLElement>('[data-add-filter]')?.click() })
  if (options.length === 0) return null
  return (
    <span className="chip add">
      <Menu
        label="Add a filter"
        align="start"
        trigger={
          <button type="button" data-add-filter>
            <Icon name="plus" size={12} />
            Filter
          </button>
        }
        items={options.map((option) => ({ label: option.label, onSelect: () => onAdd(option.value) }))}
      />
    </span>
  )
}

/** "Data until 20 Nov, 14:00 UTC". */
export function Fresh({ until }: { until: string | number | null }) {
  const words = until === null ? 'No data yet' : `Data until ${day(until, { year: false })}, ${clock(until)} UTC`
  return <span className="fresh p2">{words}</span>
}
