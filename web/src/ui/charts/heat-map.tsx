// When is this person active? Weekday by hour in five steps, each with its number for screen readers and on hover.
import { count } from '../../format.ts'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

interface HeatMapProps {
  /** Seven rows from Monday, 24 numbers each. */
  cells: readonly (readonly number[])[]
  /** One sentence: when it is busiest. */
  text: string
  /** What is counted: "requests". */
  what: string
}

/** Steps are quarters of the largest cell; an empty cell is step 0. */
export function HeatMap({ cells, text, what }: HeatMapProps) {
  const most = Math.max(1, ...cells.flat())
  const step = (value: number) => (value === 0 ? 0 : Math.min(4, Math.ceil((value / most) * 4)))
  return (
    <div>
      <div className="heat" role="img" aria-label={text}>
        {weekdays.map((name, day) => [
          <span key={name}>{name}</span>,
          ...Array.from({ length: 24 }, (_, hour) => {
            const value = cells[day]?.[hour] ?? 0
            return (
              <i
                // biome-ignore lint/suspicious/noArrayIndexKey: the hour is what the cell is.
                key={`${name}-${hour}`}
                className={`h${step(value)}`}
                title={`${name} ${hour}–${hour + 1} h: ${count(value)} ${what}`}
              />
            )
          }),
        ])}
        <span />
        {[0, 6, 12, 18].map((hour) => (
          <span key={hour} className="hour">
            {hour}
            {hour === 18 ? <span className="float-right">24 h</span> : null}
          </span>
        ))}
      </div>
      <div className="heat-key" aria-hidden="true">
        <span>fewer</span>
        {[0, 1, 2, 3, 4].map((one) => (
          <i key={one} className={`h${one}`} />
        ))}
        <span>more {what}</span>
      </div>
    </div>
  )
}
