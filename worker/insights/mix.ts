// Which models took over: shares of cost by model and week, and what moved from one vendor to the other.

/** Cost of one model on one day; `part` is the workspace or project it belongs to, where known. */
export type MixDay = { date: string; vendor: string; model: string; part?: string; nano: bigint }

export type ModelShare = {
  vendor: string
  model: string
  /** Share of the week's cost, 0 to 1; null where the week cost nothing. */
  first: number | null
  last: number | null
  weeks: readonly (number | null)[]
}

export type VendorShift = {
  from: string
  to: string
  /** Percentage points of the cost that `to` gained between the first and the last week. */
  points: number
  /** The workspace or project that made most of it, and its share of the move, 0 to 1. */
  part: string | null
  partShare: number | null
  /** Models of the two vendors that lost and won most. */
  lost: string | null
  won: string | null
}

export type Mix = {
  /** First day of each week of seven days, counted back from the last day; days before the first whole week are left out. */
  weeks: readonly string[]
  /** Largest share of the last week first. */
  models: readonly ModelShare[]
  /** Null with under two weeks, one vendor, or under half a point. */
  shift: VendorShift | null
}

const WEEK = 7
/** Under half a point nothing has moved. */
const LEAST_POINTS = 0.5

/** Shares by model over the whole weeks that end with the last day given; order of `days` does not matter. */
export function modelMix(days: readonly MixDay[]): Mix {
  const dates = days.map(({ date }) => date).sort()
  const [first = '', last = ''] = [dates[0], dates.at(-1)]
  const count = last === '' ? 0 : Math.floor((daysBetween(first, last) + 1) / WEEK)
  const weeks = Array.from({ length: count }, (_, i) => {
    const from = daysBefore(last, (count - i) * WEEK - 1)
    const to = daysBefore(last, (count - 1 - i) * WEEK)
    return { from, days: days.filter(({ date }) => date >= from && date <= to) }
  })
  const totals = weeks.map((week) => cost(week.days))
  const names = new Map(days.map(({ vendor, model }) => [JSON.stringify([vendor, model]), { vendor, model }]))
  const models = [...names.values()].map(({ vendor, model }): ModelShare => {
    const shares = weeks.map((week, i) =>
      share(cost(week.days.filter((day) => day.vendor === vendor && day.model === model)), totals[i] ?? 0n),
    )
    return { vendor, model, first: shares[0] ?? null, last: shares.at(-1) ?? null, weeks: shares }
  })
  models.sort((a, b) => (b.last ?? 0) - (a.last ?? 0) || (b.first ?? 0) - (a.first ?? 0))
  const [from, to] = [weeks[0]?.days ?? [], weeks.at(-1)?.days ?? []]
  return { weeks: weeks.map((week) => week.from), models, shift: count < 2 ? null : vendorShift(from, to) }
}

function vendorShift(before: readonly MixDay[], after: readonly MixDay[]): VendorShift | null {
  const all = (of: (day: MixDay) => string | undefined): string[] => [
    ...new Set([...before, ...after].flatMap((day) => of(day) ?? [])),
  ]
  const [allBefore, allAfter] = [cost(before), cost(after)]
  /** Points that some of the cost gained of the whole, to a millionth. */
  const gain = (keep: (day: MixDay) => boolean): number => {
    const grew = (share(cost(after.filter(keep)), allAfter) ?? 0) - (share(cost(before.filter(keep)), allBefore) ?? 0)
    return Math.round(grew * 100_000_000) / 1_000_000
  }
  const vendors = all(({ vendor }) => vendor)
    .map((vendor) => ({ vendor, points: gain((day) => day.vendor === vendor) }))
    .sort((a, b) => b.points - a.points)
  const [to, from] = [vendors[0], vendors.at(-1)]
  if (to === undefined || from === undefined || from === to || to.points < LEAST_POINTS) return null
  const parts = all(({ part }) => part).map((part) => {
    const won = gain((day) => day.part === part && day.vendor === to.vendor)
    const lost = -gain((day) => day.part === part && day.vendor === from.vendor)
    return { part, inside: Math.min(won, lost), lost }
  })
  // Work that moved within one part is the plainest; else the part that the old vendor lost most with.
  const inside = best(parts, ({ inside }) => inside)
  const chosen = inside !== undefined && inside.inside >= 0.3 * to.points ? inside : best(parts, ({ lost }) => lost)
  const moved = chosen === undefined ? 0 : chosen === inside ? chosen.inside : chosen.lost
  const part = moved > 0 ? (chosen?.part ?? null) : null
  const model = (vendor: string, sign: 1 | -1): string | null => {
    const mine = (name: string) => gain((day) => day.vendor === vendor && day.model === name)
    const names = all((day) => (day.vendor === vendor ? day.model : undefined))
    const most = best(names, (name) => sign * mine(name))
    return most !== undefined && sign * mine(most) > 0 ? most : null
  }
  return {
    from: from.vendor,
    to: to.vendor,
    points: to.points,
    part,
    partShare: part === null ? null : Math.min(1, moved / to.points),
    lost: model(from.vendor, -1),
    won: model(to.vendor, 1),
  }
}

function best<T>(list: readonly T[], of: (one: T) => number): T | undefined {
  return list.reduce<T | undefined>((most, one) => (most === undefined || of(one) > of(most) ? one : most), undefined)
}

const cost = (days: readonly MixDay[]): bigint => days.reduce((sum, { nano }) => sum + nano, 0n)

const share = (part: bigint, whole: bigint): number | null =>
  whole <= 0n ? null : Number((part * 1_000_000_000n) / whole) / 1_000_000_000

const DAY = 86_400_000
const daysBetween = (first: string, last: string): number =>
  Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY)
const daysBefore = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - days * DAY).toISOString().slice(0, 10)
