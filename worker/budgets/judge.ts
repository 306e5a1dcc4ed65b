// Which alerts a budget's figures call for. Pure: the same figures always call for the same alerts; that each comes once, the table sees to.

/** What is known of one period of a budget: nanodollars. `forecast` is the expected total; null while there is none to rely on. */
export type Figures = { readonly spent: bigint; readonly forecast: bigint | null; readonly running: boolean }
export type Limits = { readonly amount: bigint; readonly thresholds: readonly number[]; readonly forecast: boolean }
export type Crossing = { readonly kind: 'threshold' | 'forecast'; readonly level: number }

/** Spent at or above so many percent of the amount; compared in whole numbers, so that no cent is rounded over a threshold. */
export const reaches = (spent: bigint, amount: bigint, percent: number): boolean =>
  spent > 0n && spent * 100n >= amount * BigInt(percent)

/**
 * Every threshold that is reached, lowest first, and the forecast where it ends above the amount while less than the amount is spent. A
 * period that is over has no forecast.
 */
export function judge(figures: Figures, { amount, thresholds, forecast }: Limits): Crossing[] {
  const { spent } = figures
  const reached = [...thresholds].sort((a, b) => a - b).filter((percent) => reaches(spent, amount, percent))
  const crossings: Crossing[] = reached.map((level) => ({ kind: 'threshold', level }))
  const expected = forecast && figures.running ? figures.forecast : null
  if (expected !== null && expected > amount && spent < amount) crossings.push({ kind: 'forecast', level: 100 })
  return crossings
}

/** Hundredths of a percent of the amount that are spent, cut off: `7042` is 70.42 %. */
export const shareSpent = (spent: bigint, amount: bigint): number => Number((spent * 10_000n) / amount)

export type Standing = 'within' | 'near' | 'over' | 'forecast_over' | 'paused'

/** How it stands, the worst word that holds. */
export function standingOf(figures: Figures, limits: Limits, paused: boolean): Standing {
  if (paused) return 'paused'
  const { spent, forecast } = figures
  if (spent > limits.amount) return 'over'
  if (forecast !== null && forecast > limits.amount) return 'forecast_over'
  const lowest = Math.min(...limits.thresholds)
  return limits.thresholds.length > 0 && reaches(spent, limits.amount, lowest) ? 'near' : 'within'
}
