// What somebody used at each vendor by the generators of the company, in tokens and by the list price: the other side of the people screen's numbers.
import { tokenLines } from '../simulator/company/costs.ts'
import { webSearchPrice } from '../simulator/company/prices.ts'
import { sliceOf } from '../simulator/company/usage.ts'
import { MINUTES_A_DAY, minutesPassed } from '../simulator/days.ts'
import { linesOfRow } from '../simulator/openai/company/bill.ts'
import { isEmpty, sliceOf as openaiSliceOf, type UsageRow } from '../simulator/openai/company/usage.ts'
import type { World } from '../simulator/world.ts'

/** `usual`: all of it at standard speed in the common window. */
type AnthropicUse = { tokens: bigint; nano: bigint; usual: boolean }
/** `unpriced`: rows of usage that the list has no price for. */
type OpenaiUse = { tokens: bigint; nano: bigint; unpriced: number; rows: number }

const minuteOf = (world: World, day: number) => Math.min(MINUTES_A_DAY, minutesPassed(day, world.clock.now()))

/** Tokens that a person signed at Anthropic; its price in nanodollars, cut to whole ones. */
export function anthropicUse(world: World, days: readonly number[], person: string): AnthropicUse {
  const use = { tokens: 0n, nano: 0n, usual: true }
  for (const day of days) {
    const minute = minuteOf(world, day)
    for (const row of world.company.usageOf(day).filter(({ personId }) => personId === person)) {
      const { uncached, write5m, write1h, cacheRead, output, webSearches } = sliceOf(row, 0, minute)
      use.tokens += BigInt(uncached + write5m + write1h + cacheRead + output)
      use.usual &&= row.speed === 'standard' && row.contextWindow === '0-200k'
      const lines = tokenLines(row, 0, minute).filter(({ costType }) => costType === 'tokens')
      use.nano += lines.reduce((sum, { amount }) => sum + amount, webSearchPrice * BigInt(webSearches))
    }
  }
  return { ...use, nano: use.nano / 100n }
}

const TOKENS = [
  'text',
  'audio',
  'cached_text',
  'cached_audio',
  'write30',
  'write12',
  'out_text',
  'out_audio',
  'input',
] as const

/** Use at OpenAI of the rows that fit, over all endpoints. Every amount is whole nanodollars. */
export function openaiUse(world: World, days: readonly number[], fits: (row: UsageRow) => boolean): OpenaiUse {
  const use = { tokens: 0n, nano: 0n, unpriced: 0, rows: 0 }
  for (const day of days) {
    const minute = minuteOf(world, day)
    for (const row of world.openai.usageOf(day).filter(fits)) {
      const counts = openaiSliceOf(row, 0, minute)
      if (isEmpty(counts)) continue
      const lines = linesOfRow(row, 0, minute, false)
      // A late bill is late, not without a price.
      const priced = lines.every(({ difference }) => difference === null || difference === 'late_bill')
      use.rows += 1
      use.tokens += BigInt(TOKENS.reduce((sum, name) => sum + (counts[name] ?? 0), 0))
      use.unpriced += priced ? 0 : 1
      use.nano += priced ? lines.reduce((sum, { nano }) => sum + nano, 0n) : 0n
    }
  }
  return use
}
