// What a day costs: usage times list price, exact in nanodollars, and the lines and gaps that usage does not explain.
//
// The whole difference between an estimate from usage and the bill, by name (`Difference`): a model without a list price; the
// priority tier of a model whose list says no priority price; blocked requests (in usage, never billed); the lane that is billed
// a day late; fine-tune training and picture tokens, which no usage row counts.
import { growth, shareBy } from '../../company/season.ts'
import { dayNumber, weekdayOf } from '../../days.ts'
import { hashOf } from '../../random.ts'
import {
  familyName,
  hasPriorityPrice,
  listPrice,
  picturePrices,
  pictureTokens,
  secretPrice,
  spoken,
  storageGrain,
  storagePrice,
  tenths,
  unitPrices,
} from './prices.ts'
import { type Counter, type Counts, sliceOf, type UsageRow } from './usage.ts'

export type Difference = 'unpriced_model' | 'unlisted_priority' | 'late_bill' | 'no_usage' | 'long_context'

export interface BillLine {
  readonly day: number
  readonly nano: bigint
  readonly lineItem: string
  readonly project: string
  readonly key: string | null
  readonly user: string | null
  readonly quantity: number
  readonly unit: string | null
  /** Why an estimate from usage misses this line; null when it does not. */
  readonly difference: Difference | null
}

/** One of the days with blocked requests; they come every six days. */
const anyBlockedDay = dayNumber('2026-11-18')

/** Model, tier and batch flag of a row, the unit in which requests are blocked. */
export function cellOf(row: UsageRow): string {
  return [row.model, row.tier, row.batch].join('|')
}

/** On every sixth day one cell whose requests were blocked: counted in usage, not billed. Null on the other days. */
export function blockedCell(seed: number, day: number, rows: readonly UsageRow[]): string | null {
  if ((day - anyBlockedDay) % 6 !== 0) return null
  const fit = rows.filter((row) => row.lane !== null && differenceOf(row) === null && row.lane.mix !== 'voice')
  const cells = [...new Set(fit.map(cellOf))].sort()
  return cells[hashOf(seed, `openai blocked cell ${day}`) % Math.max(1, cells.length)] ?? null
}

function differenceOf(row: UsageRow): Difference | null {
  if (row.lane === null || row.model === null) return null
  if (row.lane.mix !== 'voice' && listPrice(row.model, row.day) === null) return 'unpriced_model'
  if (row.tier === 'priority' && !hasPriorityPrice(row.model)) return 'unlisted_priority'
  return row.lane.isBilledLate ? 'late_bill' : null
}

type Part = readonly [kind: string, price: number | null, tokens: number]

function textParts(row: UsageRow, model: string, counts: Counts): Part[] {
  const voice = spoken[familyName(model)]
  const of = (counter: Counter) => counts[counter] ?? 0
  if (voice !== undefined) {
    return [
      [', input', voice.text[0], of('text')],
      [', cached input', voice.text[1], of('cached_text')],
      [', output', voice.text[2], of('out_text')],
      [' audio, input', voice.audio[0], of('audio')],
      [' audio, cached input', voice.audio[1], of('cached_audio')],
      [' audio, output', voice.audio[2], of('out_audio')],
    ]
  }
  const price = listPrice(model, row.day) ?? secretPrice
  return [
    [', input', price.input, of('text')],
    [', cached input', price.cached, of('cached_text')],
    [', cache writes', price.write30, of('write30')],
    [', cache writes', price.write12, of('write12')],
    [', output', price.output, of('out_text')],
  ]
}

const base = (row: UsageRow) => ({ day: row.day, project: row.project, key: row.key, user: row.user })

/** Lines of one row of generated text. `long` bills the lane of long prompts at 2 times input and 1.5 times output. */
function textLines(row: UsageRow, counts: Counts, long: boolean): BillLine[] {
  const { model, lane } = row
  if (model === null || lane === null) return []
  const prefix = row.batch ? 'batch | ' : row.tier === 'default' ? '' : `${row.tier} | `
  const isLong = long && lane.isLong
  return textParts(row, model, counts).flatMap(([kind, price, tokens]): BillLine[] => {
    if (price === null || tokens === 0) return []
    const half = isLong ? (kind.endsWith('output') ? 3n : 4n) : 2n
    const nano = (BigInt(price * tenths(model, row.tier, row.batch)) * BigInt(tokens) * half) / 20n
    const lineItem = `${prefix}${model}${kind}${isLong ? ', long context' : ''}`
    const difference = isLong ? 'long_context' : differenceOf(row)
    return [{ ...base(row), nano, lineItem, quantity: tokens, unit: 'tokens', difference }]
  })
}

type Sale = readonly [lineItem: string, price: number, quantity: number, unit: string | null]

function saleOf(row: UsageRow, counts: Counts): Sale | null {
  const { product, model } = row
  const price = unitPrices[model ?? ''] ?? unitPrices[product] ?? 0
  if (product === 'embeddings' || product === 'moderations')
    return [`${model}, input`, price, counts.input ?? 0, 'tokens']
  if (product === 'audio_speeches') return [`${model}, audio`, price, counts.characters ?? 0, 'characters']
  if (product === 'audio_transcriptions') return [`${model}, audio`, price, counts.seconds ?? 0, 'duration_seconds']
  if (product === 'images') {
    const each = picturePrices[familyName(model ?? '')] ?? 0
    return [`${model} image, output`, each, (counts.images ?? 0) * pictureTokens, 'tokens']
  }
  if (product === 'vector_stores') {
    return ['Vector storage', storagePrice, (counts.bytes ?? 0) / storageGrain, 'gibibyte_hours']
  }
  const calls = counts.calls ?? counts.sessions ?? 0
  if (product === 'web_search_calls') return ['web search tool calls', unitPrices[product] ?? 0, calls, null]
  if (product === 'file_search_calls') return ['assistants api | file search', price, calls, null]
  return product === 'code_interpreter_sessions' ? ['code interpreter sessions', price, calls, null] : null
}

/** Lines of one row of usage between two minutes of its day. */
export function linesOfRow(row: UsageRow, fromMinute: number, toMinute: number, long: boolean): BillLine[] {
  const counts = sliceOf(row, fromMinute, toMinute)
  if (row.product === 'completions') return textLines(row, counts, long)
  const sale = saleOf(row, counts)
  if (sale === null || sale[2] === 0) return []
  const [lineItem, price, units, unit] = sale
  const nano = BigInt(price) * BigInt(units)
  // 64ths of a GiB through a whole day are 24/64 GiB hours each.
  const quantity = unit === 'gibibyte_hours' ? (units * 24) / 64 : units
  const difference = row.product === 'images' ? 'no_usage' : null
  return [{ ...base(row), nano, lineItem, quantity, unit, difference }]
}

/** Training of a fine-tuned model every Wednesday: billed, and in no usage. */
export function trainingLines(
  project: string,
  day: number,
  from: number,
  fromMinute: number,
  toMinute: number,
): BillLine[] {
  if (day < from || weekdayOf(day) !== 3) return []
  const whole = Math.round(300_000 * growth(day)) * 2
  const done = (minute: number) => 2 * Math.floor((whole / 2) * shareBy('night', minute))
  const quantity = done(toMinute) - done(fromMinute)
  const nano = BigInt(unitPrices.training ?? 0) * BigInt(quantity)
  const lineItem = 'ft-gpt-4o-2024-08-06, training'
  return quantity === 0
    ? []
    : [{ day, nano, lineItem, project, key: null, user: null, quantity, unit: 'tokens', difference: 'no_usage' }]
}
