// Stat cells: label, how we know it, value, where it went, why. They share one row like ledger columns.
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Provenance, type ProvenanceKind } from './provenance.tsx'
import { Skeleton } from './skeleton.tsx'
import { Sparkline } from './sparkline.tsx'

/** The row. `columns` is how many fit on a wide screen; small ones show three, then two. */
export function Stats({ columns, children }: { columns: 2 | 3 | 4 | 5; children: ReactNode }) {
  return (
    <div className="stats" data-n={columns}>
      {children}
    </div>
  )
}

interface StatProps {
  label: string
  /** Already in words (`money`, `tokens`, `count`); null while unknown draws `–`; undefined draws the skeleton. */
  value: ReactNode | undefined
  unit?: string
  provenance?: ProvenanceKind
  /** Other marks at the end of the label: proof. */
  mark?: ReactNode
  /** Seven-day sums without today. */
  spark?: readonly number[]
  /** The reason: "**▲ 9.4 %** mostly Opus 5.5 on 12 Nov". */
  why?: ReactNode
  /** Where a click leads. */
  link?: LinkProps
}

/** One cell. */
export function Stat({ label, value, unit, provenance, mark, spark, why, link }: StatProps) {
  const inside = (
    <>
      <span className="k">
        {label}
        {provenance ? <Provenance kind={provenance} /> : mark}
      </span>
      <span className="v">
        {value === undefined ? (
          <Skeleton width={120} height={24} />
        ) : (
          <span>
            {value ?? '–'}
            {unit ? <small>{unit}</small> : null}
          </span>
        )}
        {spark && spark.length > 1 ? <Sparkline points={spark} /> : null}
      </span>
      {value === undefined ? <Skeleton width={160} /> : why ? <span className="why">{why}</span> : null}
    </>
  )
  if (!link) return <div className="stat">{inside}</div>
  return (
    <Link className="stat" {...link}>
      {inside}
    </Link>
  )
}
