// How fresh the figures are: when they were computed, and up to when the vendors' data reaches.
import type { FindingsAnswer } from '../../../../worker/http/schemas/insights.ts'
import { clock, day } from '../../time.ts'

interface ComputedProps {
  freshness: FindingsAnswer['freshness']
}

/** `Computed 14:00 UTC from data until 20 Nov, 13:45 UTC`. */
export function Computed({ freshness: { updated_at, data_until } }: ComputedProps) {
  if (data_until === null) return <span className="small dim">No data yet</span>
  const until = `${day(data_until, { year: false })}, ${clock(data_until)} UTC`
  const words = updated_at ? `Computed ${clock(updated_at)} UTC from data until ${until}` : `Data until ${until}`
  return <span className="small dim">{words}</span>
}
