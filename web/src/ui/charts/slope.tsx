// Who replaced whom: share in the first and the last period, moved lines thick. Labels step aside for each other.
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
}

interface SlopeProps {
  items: readonly SlopeItem[]
  /** "week of 24 Oct", "week of 14 Nov". */
  fromWords: string
  toWords: string
  text: string
}

const width = 560
const height = 232
const edge = { left: 176, right: 384, top: 16, bottom: 216 }
const moved = 0.05

/** Two columns of labels with a line for each series between them. */
export function Slope({ items, fromWords, toWords, text }: SlopeProps) {
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
    <figure>
      <svg
        className="slope"
        viewBox={`0 0 ${width} ${height}`}
        width="100%"
        role="img"
        aria-label={`${text} From ${fromWords} to ${toWords}.`}
      >
        {items.map((item, index) => {
          const thick = Math.abs(item.to - item.from) >= moved
          const { fill } = vendorPaint(item.vendor)
          return (
            <g key={item.label}>
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
    </figure>
  )
}
