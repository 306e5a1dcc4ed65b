// Who replaced whom: share in the first and the last period, moved lines thick. Labels step aside for each other.
import { type KeyboardEvent, useState } from 'react'
import { percent } from '../../format.ts'
import type { VendorId } from '../marks.tsx'
import { vendorPaint } from './paint.ts'
import { spread } from './scale.ts'

export interface SlopeItem {
  readonly label: string
  readonly vendor: VendorId
  /** Shares of the whole, 0 to 1. */
  readonly from: number
  readonly to: number
  /** What Enter opens; without it nothing stands behind the line. */
  readonly key?: string
}

interface SlopeProps {
  items: readonly SlopeItem[]
  /** "week of 24 Oct", "week of 14 Nov". */
  fromWords: string
  toWords: string
  text: string
  /** Enter on a line opens what is behind it. */
  onOpen?: (item: SlopeItem) => void
}

const width = 560
const height = 232
// Room for the longest names of models with their share, 30 characters, on either side.
const edge = { left: 208, right: 352, top: 16, bottom: 216 }
const moved = 0.05

/** Two columns of labels with a line for each series between them. Arrow keys read the lines. */
export function Slope({ items, fromWords, toWords, text, onOpen }: SlopeProps) {
  const [chosen, setChosen] = useState<number | null>(null)
  const one = chosen === null ? undefined : items[chosen]
  function pressed(event: KeyboardEvent) {
    const last = items.length - 1
    const next = { ArrowDown: (chosen ?? -1) + 1, ArrowUp: (chosen ?? items.length) - 1, Home: 0, End: last }[event.key]
    if (next !== undefined) setChosen(Math.max(0, Math.min(last, next)))
    else if (event.key === 'Escape' && chosen !== null) setChosen(null)
    else if (event.key === 'Enter' && one?.key !== undefined) onOpen?.(one)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const most = Math.max(0.01, ...items.flatMap((item) => [item.from, item.to]))
  const y = (share: number) => edge.bottom - (share / most) * (edge.bottom - edge.top)
  const left = spread(
    items.map((item) => y(item.from)),
    height - 8,
  )
  const right = spread(
    items.map((item) => y(item.to)),
    height - 8,
  )
  return (
    <figure
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move between its lines, and it may scroll sideways.
      tabIndex={0}
      aria-label={`${text} From ${fromWords} to ${toWords}. Arrow keys read the lines${onOpen ? ', Enter opens one' : ''}.`}
      onKeyDown={pressed}
      onBlur={() => setChosen(null)}
    >
      <svg className="slope" viewBox={`0 0 ${width} ${height}`} width="100%" aria-hidden="true">
        {items.map((item, index) => {
          const thick = Math.abs(item.to - item.from) >= moved
          const { fill } = vendorPaint(item.vendor)
          return (
            <g key={item.label} opacity={one === undefined || one === item ? 1 : 0.35}>
              <line
                x1={edge.left}
                x2={edge.right}
                y1={y(item.from)}
                y2={y(item.to)}
                stroke={fill}
                strokeWidth={thick ? 2.5 : 1.25}
              />
              <circle cx={edge.left} cy={y(item.from)} r="4" fill={fill} />
              <circle cx={edge.right} cy={y(item.to)} r="4" fill={fill} />
              <text x={edge.left - 10} y={(left[index] ?? 0) + 4} textAnchor="end">
                {item.label} {percent(item.from, 0)}
              </text>
              <text className={thick ? 'strong' : ''} x={edge.right + 10} y={(right[index] ?? 0) + 4}>
                {percent(item.to, 0)} {item.label}
              </text>
            </g>
          )
        })}
      </svg>
      <figcaption className="row between tiny dim">
        <span>{fromWords}</span>
        <span>{toWords}</span>
      </figcaption>
      <span className="sr" aria-live="polite">
        {one ? `${one.label}: ${percent(one.from)}, then ${percent(one.to)}` : ''}
      </span>
    </figure>
  )
}
