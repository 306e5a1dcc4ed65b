// What a chart of stacked bars is told: its series and its points, with lengths for the eye and exact words for reading.
import type { Paint } from './paint.ts'

export interface Series {
  readonly id: string
  readonly label: string
  readonly paint: Paint
}

export interface BarPoint {
  /** Stable: the day, `2026-11-12`. */
  readonly key: string
  /** Under the axis: `12 Nov`. */
  readonly label: string
  /** In the tooltip: `Thu 12 Nov`. */
  readonly title: string
  /** One number a series, for the length of the bar only; null is nothing known. */
  readonly values: readonly (number | null)[]
  /** What is printed, one a series, and the total: exact, from the API's decimals. */
  readonly words: readonly string[]
  readonly total: string
  /** The day is not closed: hatched. */
  readonly open?: boolean
  /** Not yet billed: a hatched field without bars. */
  readonly unbilled?: boolean
  /** A tick over the bar: what was expected; with its words. */
  readonly tick?: { readonly value: number; readonly words: string }
}
