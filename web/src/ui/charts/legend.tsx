// The words to the colours of a chart.
import type { Paint } from './paint.ts'

export interface LegendItem {
  readonly label: string
  readonly paint?: Paint
  /** Instead of a square: a hatched field, a line, a dashed line, the budget's red dashes. */
  readonly shape?: 'hatch' | 'line' | 'dash' | 'bad-dash'
}

/** The square before a series' name, in legends, tables and tooltips. */
export function SeriesKey({ paint }: { paint: Paint }) {
  return <i className="key" style={{ background: paint.fill, borderColor: paint.edge ?? 'transparent' }} />
}

const shapes = { hatch: 'key hatch', line: 'key line', dash: 'key line dash', 'bad-dash': 'key line dash bad' }

export function Legend({ items }: { items: readonly LegendItem[] }) {
  return (
    <div className="legend">
      {items.map((item) => (
        <span key={item.label}>
          {item.paint ? <SeriesKey paint={item.paint} /> : <i className={shapes[item.shape ?? 'line']} />}
          {item.label}
        </span>
      ))}
    </div>
  )
}
