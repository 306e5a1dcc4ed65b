// How much a bill line is for: as the vendor's bill counts it, or the tokens of exactly the same use where its usage report has them.
import type { Decimal } from './decimal.ts'
import type { BillLine, Dimensions } from './line.ts'
import { type AnthropicCounter, anthropicCounter } from './list-price.ts'

/** Usage of one day, one key and one set of dimensions, from Anthropic's usage report; default workspace = null on both sides. */
export type UsageCell = Pick<Dimensions, 'day' | 'workspace' | 'model' | 'tier' | 'contextWindow' | 'geo' | 'speed'> & {
  apiKey: string | null
  counts: Readonly<Record<AnthropicCounter | 'web_searches', bigint>>
}

/** `parts`: the same by key, in the order of the keys' ids, null without a key. `speed`: of all of it, null where it is mixed. */
export type Known = {
  count: Decimal
  unit: string
  what: 'tokens' | 'searches' | 'other'
  parts: readonly { apiKey: string | null; count: bigint }[]
  speed: string | null
}

const UNITS: Readonly<Record<string, string>> = {
  tokens: 'Tokens',
  '1000_tokens': '1000 Tokens',
  duration_seconds: 'Seconds',
  duration_minutes: 'Minutes',
  duration_hours: 'Hours',
  gibibyte_hours: 'GiB-Hours',
  images: 'Images',
  characters: 'Characters',
}

/** A unit in FOCUS's spelling: `some_thing` is `Some Thing`. */
const unitOf = (unit: string): string =>
  UNITS[unit] ?? unit.replace(/(?:^|_)(\w)/g, (_, letter: string) => ` ${letter.toUpperCase()}`).trim()

const isSearch = ({ costType, tokenType }: BillLine): boolean => costType === 'web_search' && tokenType === null

/** Dimensions that a line and its use have in common. The classic report bills searches without their model, tier and the rest. */
const placeOf = (of: Omit<UsageCell, 'apiKey' | 'counts' | 'speed'>): string =>
  JSON.stringify([of.day, of.workspace, of.model, of.tier, of.contextWindow, of.geo])
const searchPlace = ({ day, workspace }: Pick<Dimensions, 'day' | 'workspace'>): string =>
  JSON.stringify([day, workspace])

/** The quantities of these lines; `lines` must hold all lines of a day or none, so that no use is counted for two of them. */
export class Quantities {
  readonly #cells = new Map<string, UsageCell[]>()
  readonly #searches = new Map<string, UsageCell[]>()
  readonly #claims = new Map<string, number>()

  constructor(lines: readonly BillLine[], cells: readonly UsageCell[]) {
    for (const cell of cells) {
      put(this.#cells, placeOf(cell), cell)
      if (cell.counts.web_searches > 0n) put(this.#searches, searchPlace(cell), cell)
    }
    for (const line of lines) {
      const claim = claimOf(line)
      this.#claims.set(claim, (this.#claims.get(claim) ?? 0) + 1)
    }
  }

  /** Undefined where the quantity is not known, or could be another line's. */
  of(line: BillLine): Known | undefined {
    if (line.vendor === 'openai') return stated(line)
    if (this.#claims.get(claimOf(line)) !== 1) return undefined
    const counter = anthropicCounter(line.tokenType)
    if (counter !== undefined) {
      const cells = (this.#cells.get(placeOf(line)) ?? []).filter(
        ({ speed }) => line.speed === null || speed === line.speed,
      )
      return counted(cells, counter, 'tokens')
    }
    if (!isSearch(line)) return undefined
    const cells = line.model === null ? this.#searches.get(searchPlace(line)) : this.#cells.get(placeOf(line))
    return counted(cells ?? [], 'web_searches', 'searches')
  }
}

function put(map: Map<string, UsageCell[]>, key: string, cell: UsageCell): void {
  const there = map.get(key)
  if (there === undefined) map.set(key, [cell])
  else there.push(cell)
}

const claimOf = (line: BillLine): string =>
  isSearch(line) && line.model === null
    ? `search ${searchPlace(line)}`
    : JSON.stringify([line.tokenType, line.costType, line.speed, placeOf(line)])

function stated({ quantity }: BillLine): Known | undefined {
  if (quantity === null || quantity.unit === null || quantity.count.digits < 0n) return undefined
  const unit = unitOf(quantity.unit)
  const what = quantity.unit === 'tokens' ? 'tokens' : 'other'
  return { count: quantity.count, unit, what, parts: [], speed: null }
}

function counted(
  cells: readonly UsageCell[],
  counter: AnthropicCounter | 'web_searches',
  what: 'tokens' | 'searches',
): Known | undefined {
  const byKey = new Map<string | null, bigint>()
  for (const { apiKey, counts } of cells) byKey.set(apiKey, (byKey.get(apiKey) ?? 0n) + counts[counter])
  const parts = [...byKey]
    .filter(([, count]) => count > 0n)
    .map(([apiKey, count]) => ({ apiKey, count }))
    .sort((a, b) => ((a.apiKey ?? '') < (b.apiKey ?? '') ? -1 : 1))
  const count = parts.reduce((sum, part) => sum + part.count, 0n)
  if (count === 0n) return undefined
  const speeds = new Set(cells.filter(({ counts }) => counts[counter] > 0n).map(({ speed }) => speed ?? 'standard'))
  const [speed = null] = speeds.size === 1 ? speeds : []
  return { count: { digits: count, places: 0 }, unit: what === 'tokens' ? 'Tokens' : 'Searches', what, parts, speed }
}
