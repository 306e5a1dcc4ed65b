// The frame inside a page: head, panels, lists of facts. Order: filter bar, head, stats, answer, rows, reasons.
import { type ReactNode, useId } from 'react'

/** The title of a page, one sentence under it, actions at the end. `hidden` keeps the title for screen readers. */
export function PageHead({
  title,
  children,
  actions,
  before,
  hidden,
}: {
  title: string
  children?: ReactNode
  actions?: ReactNode
  before?: ReactNode
  hidden?: boolean
}) {
  if (hidden) return <h1 className="sr">{title}</h1>
  return (
    <div className="head">
      {before}
      <div className="grow">
        <h1>{title}</h1>
        {children ? <div className="sub">{children}</div> : null}
      </div>
      {actions ? <div className="acts">{actions}</div> : null}
    </div>
  )
}

interface PanelProps {
  title: ReactNode
  /** Beside the title: provenance, badges. */
  mark?: ReactNode
  /** At the end of the head: legend, segments, a link. */
  end?: ReactNode
  /** A sentence under the head. */
  sub?: ReactNode
  /** Not the first in its column: 32 px above. */
  section?: boolean
  /** Without the dark rule: it continues what is above. */
  bare?: boolean
  children: ReactNode
}

/** A part of a page, hung from one dark rule. */
export function Panel({ title, mark, end, sub, section, bare, children }: PanelProps) {
  const id = useId()
  return (
    <section className={`panel ${section ? 'section' : ''} ${bare ? 'bare-top' : ''}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {mark}
        {end ? <span className="end">{end}</span> : null}
      </header>
      {sub ? <p className="sub small">{sub}</p> : null}
      {children}
    </section>
  )
}

/** Facts in two columns: word, value. */
export function Facts({ items }: { items: readonly (readonly [ReactNode, ReactNode])[] }) {
  return (
    <dl className="dl">
      {items.map(([word, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts are written in order.
        <div key={index} className="contents">
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
