// Axes: bars start at 0, ticks are round, at most four lines above it.

/** A rounded top and the values of the lines, 0 first. */
export interface Scale {
  readonly top: number
  readonly ticks: readonly number[]
}

const steps = [1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7.5, 8, 10]

/** The smallest round scale that holds `largest` with three or four lines. */
export function scaleFor(largest: number): Scale {
  if (!(largest > 0)) return { top: 1, ticks: [0, 1] }
  let best: Scale | null = null
  for (const lines of [4, 3]) {
    const raw = largest / lines
    const unit = 10 ** Math.floor(Math.log10(raw))
    const step = (steps.find((one) => one * unit >= raw * 0.9999) ?? 10) * unit
    const top = step * lines
    if (best === null || top < best.top * 0.93) {
      best = { top, ticks: Array.from({ length: lines + 1 }, (_, index) => step * index) }
    }
  }
  return best ?? { top: 1, ticks: [0, 1] }
}

/** Which of `count` points get a word under the axis: first, last, and as many between as have room. */
export function labelled(count: number, room = 5): number[] {
  if (count <= room) return Array.from({ length: count }, (_, index) => index)
  const week = count > 14 && count <= 35 ? 7 : Math.ceil((count - 1) / (room - 1))
  const found = Array.from({ length: Math.floor((count - 1) / week) + 1 }, (_, index) => index * week)
  const last = count - 1
  while ((found.at(-1) ?? 0) > last - week * 0.6 && found.length > 1) found.pop()
  return [...found, last]
}

/** Moves places apart so that no two are nearer than a line of text, keeping their order and, where it can, `bottom`. */
export function spread(places: readonly number[], bottom: number, apart = 17): number[] {
  const order = places.map((place, index) => ({ place, index })).toSorted((a, b) => a.place - b.place)
  const moved = [...places]
  let lowest = Number.NEGATIVE_INFINITY
  for (const { place, index } of order) {
    lowest = Math.max(place, lowest + apart)
    moved[index] = lowest
  }
  const over = Math.max(0, lowest - bottom)
  if (over === 0) return moved
  let limit = bottom
  for (const { index } of order.toReversed()) {
    const here = Math.min(moved[index] ?? 0, limit)
    moved[index] = here
    limit = here - apart
  }
  return moved
}
