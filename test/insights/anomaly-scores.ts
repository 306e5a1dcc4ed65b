// How a detector fared on a labelled series, counted as the development set's INDEX counts: events, days, alerts that were wrong.
import { anomalies, type Finding } from '../../worker/insights/anomalies.ts'
import { dayAfter, type Label, type Series } from './spend-series.ts'

export type Score = {
  events: number
  hit: number
  right: number
  wrong: string[]
  changes: number
  told: number
  days: number
}

/** Days before the 15th are not scored: nobody can know a series by then. */
const UNSCORED = 14

const holds = ({ start, end = start }: Label, date: string): boolean => start <= date && date <= end

/**
 * Right: inside an anomaly, or the first alert within seven days of a change. Wrong: everything else, whatever the calendar says of
 * that day, the incomplete last day among them.
 */
export function score(series: Series): Score {
  const found = anomalies(series.values.map((value, i) => ({ date: dayAfter(series.start, i), value })))
  const used = new Set<Label>()
  const result: Score = {
    events: series.anomalies.length,
    hit: series.anomalies.filter((event) => found.some(({ index }) => holds(event, dayAfter(series.start, index))))
      .length,
    right: 0,
    wrong: [],
    changes: series.changes.length,
    told: 0,
    days: Math.max(0, series.values.length - UNSCORED),
  }
  for (const finding of found.filter(({ index }) => index >= UNSCORED)) {
    const date = dayAfter(series.start, finding.index)
    const change = series.changes.find((one) => one.start <= date && date < dayAfter(one.start, 7) && !used.has(one))
    if (series.anomalies.some((event) => holds(event, date))) result.right++
    else if (change === undefined) result.wrong.push(words(series.id, date, finding))
    else used.add(change)
  }
  result.told = used.size
  return result
}

const words = (id: string, date: string, { direction, kind, actual, expected, score: distance }: Finding): string =>
  `${id} ${date} ${direction} ${kind} ${(actual / expected).toFixed(2)} z ${distance.toFixed(1)}`

export const sum = (scores: readonly Score[]) => {
  const total = (of: (one: Score) => number) => scores.reduce((all, one) => all + of(one), 0)
  const right = total((one) => one.right)
  const wrong = total((one) => one.wrong.length)
  return {
    events: total((one) => one.events),
    changes: total((one) => one.changes),
    told: total((one) => one.told),
    recall:
      total((one) => one.hit) /
      Math.max(
        1,
        total((one) => one.events),
      ),
    precision: right / Math.max(1, right + wrong),
    wrongPer30:
      (30 * wrong) /
      Math.max(
        1,
        total((one) => one.days),
      ),
  }
}
