// GET /api/insights/splits: tokens and cost by tier, context window, kind of token, speed and region; each split adds up to the whole.
import type { VendorName } from '../db/tenant/database.ts'
import type { DayRange } from '../db/tenant/range.ts'
import type { TokenType } from '../insights/token-types.ts'
import { type Line, readUsageLines, total } from './days.ts'
import { cellsOf } from './movement.ts'
import type { FigureFilter, FigureSource } from './source.ts'

const BY = ['tier', 'context_window', 'speed', 'inference_geo'] as const
export type SplitDimension = (typeof BY)[number] | 'token_type'

export type SplitPart = {
  vendor: VendorName
  value: string
  tokens: bigint
  nano: bigint
  rows_without_price: number
}

export async function readSplits(source: FigureSource, range: DayRange, filter: FigureFilter) {
  const [models, ...rest] = await Promise.all(
    (['model', ...BY] as const).map((by) => readUsageLines(source, range, filter, by)),
  )
  const lines = models ?? []
  const kinds = cellsOf(lines, range)
  const splits: { by: SplitDimension; parts: SplitPart[] }[] = [
    ...BY.map((by, at) => ({ by, parts: (rest[at] ?? []).map(partOf) })),
    { by: 'token_type', parts: byKind(kinds) },
  ]
  return {
    totals: {
      nano: String(lines.reduce((sum, { nano }) => sum + total(nano), 0n)),
      rows_without_price: lines.reduce((sum, { unpriced }) => sum + unpriced, 0),
    },
    tokens: String(lines.reduce((sum, { tokens }) => sum + total(tokens), 0n)),
    splits: splits.map(({ by, parts }) => ({
      by,
      parts: parts.sort((a, b) => (a.nano === b.nano ? 0 : a.nano > b.nano ? -1 : 1)),
    })),
    rows: lines.reduce((sum, { rows }) => sum + rows, 0),
  }
}

const partOf = ({ scope, tokens, nano, unpriced }: Line): SplitPart => ({
  vendor: scope.vendor ?? 'anthropic',
  value: scope.value,
  tokens: total(tokens),
  nano: total(nano),
  rows_without_price: unpriced,
})

function byKind(cells: readonly { vendor: string; tokenType: TokenType; tokens: bigint; nano: bigint }[]): SplitPart[] {
  const parts = new Map<string, SplitPart>()
  for (const { vendor, tokenType, tokens, nano } of cells) {
    const id = `${vendor} ${tokenType}`
    const known = parts.get(id) ?? {
      vendor: vendor === 'openai' ? 'openai' : 'anthropic',
      value: tokenType,
      tokens: 0n,
      nano: 0n,
      rows_without_price: 0,
    }
    parts.set(id, { ...known, tokens: known.tokens + tokens, nano: known.nano + nano })
  }
  return [...parts.values()]
}
