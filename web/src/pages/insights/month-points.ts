// The month as points of the chart: known running totals, then the forecast with its band, up to the last day.
import type { ForecastAnswer } from '../../../../worker/http/schemas/insights.ts'
import { dollars, money, range, unknown } from '../../format.ts'
import { about } from '../../insights/about.ts'
import { day } from '../../time.ts'
import type { TotalPoint } from '../../ui/charts/running-total.tsx'
import { labelled } from '../../ui/charts/scale.ts'

/** One point a day of the month. A day that is not over stands on the forecast, with what is known of it in words. */
export function monthPoints({ range: { from, to }, days, forecast, today }: ForecastAnswer): TotalPoint[] {
  const known = new Map(days.map((one) => [one.day, one]))
  const ahead = new Map(forecast && !forecast.unreliable ? forecast.path.map((one) => [one.day, one]) : [])
  return everyDay(from, to).map((date) => {
    const base = {
      key: date,
      label: date === today ? `${Number(date.slice(8))} · today` : day(date, { year: false }),
      title: day(date, { year: false, weekday: true }),
    }
    const one = known.get(date)
    if (one && !one.partial) return { ...base, sum: dollars(one.total), words: money(one.total) }
    const coming = ahead.get(date)
    const soFar = one ? `${money(one.total)} with what is known of the day` : null
    if (!coming) return { ...base, sum: null, words: soFar ?? unknown }
    const words = `about ${about(coming.mean)}, ${range(about(coming.lower), about(coming.upper))}`
    return {
      ...base,
      sum: null,
      forecast: dollars(coming.mean),
      low: dollars(coming.lower),
      high: dollars(coming.upper),
      words: soFar ? `${words}; ${soFar}` : words,
    }
  })
}

/** Days between two words under the axis. */
const room = 3

/** Which days carry words: first, last, today, and the weeks between that leave it room. */
export function monthLabels(points: readonly TotalPoint[], today: string): number[] {
  const now = points.findIndex(({ key }) => key === today)
  const usual = labelled(points.length)
  const isNear = now <= room || now >= points.length - 1 - room
  if (isNear) return usual
  const apart = usual.filter((at) => Math.abs(at - now) > room)
  return [...apart, now].toSorted((a, b) => a - b)
}

function everyDay(from: string, to: string): string[] {
  const start = Date.parse(`${from}T00:00:00Z`)
  const count = Math.round((Date.parse(`${to}T00:00:00Z`) - start) / 86_400_000) + 1
  return Array.from({ length: count }, (_, index) => new Date(start + index * 86_400_000).toISOString().slice(0, 10))
}
