// The statement of a month: what is shown while it may change, and kept word for word once it is frozen. Ids and amounts only.
import { z } from 'zod'
import type { Day } from '../db/tenant/range.ts'
import { type Chargeback, SPLITS, type SplitRule } from '../insights/chargeback.ts'
import { hex, utf8 } from '../ledger/bytes.ts'
import { sha256 } from '../ledger/hash.ts'
import { canonicalize, type JsonValue } from '../ledger/jcs.ts'

const nano = z.string().regex(/^-?\d+$/)

/** Amounts are decimal strings of nanodollars. `size`: records of the ledger that it rests on. */
export const Statement = z.object({
  v: z.literal(1),
  from: z.string(),
  to: z.string(),
  size: z.int(),
  /** The split that was wanted, and the one that could be done. */
  chosen: z.enum(SPLITS),
  weights: z.record(z.string(), z.int()),
  split: z.enum(SPLITS),
  bill: nano,
  pool: nano,
  unsplit: nano,
  vendors: z.array(z.object({ vendor: z.string(), billed: nano, unsplit: nano })),
  teams: z.array(
    z.object({
      team: z.string(),
      direct: nano,
      shared: nano,
      total: nano,
      people: z.int(),
      vendors: z.array(z.object({ vendor: z.string(), direct: nano, shared: nano })),
    }),
  ),
  lines: z.array(
    z.object({
      team: z.string().nullable(),
      vendor: z.string(),
      workspace: z.string(),
      model: z.string().nullable(),
      by: z.enum(['key', 'person', 'workspace', 'none']),
      amount: nano,
    }),
  ),
})
export type Statement = z.infer<typeof Statement>

/** The statement of what was computed over these days. */
export function statementOf(made: Chargeback, days: { from: Day; to: Day }, rule: SplitRule, size: number): Statement {
  return {
    v: 1,
    from: days.from,
    to: days.to,
    size,
    chosen: rule.by,
    weights: rule.by === 'fixed' ? { ...rule.weights } : {},
    split: made.split,
    bill: String(made.bill),
    pool: String(made.pool),
    unsplit: String(made.unsplit),
    vendors: made.vendors.map((one) => ({ ...one, billed: String(one.billed), unsplit: String(one.unsplit) })),
    teams: made.teams.map((one) => ({
      ...one,
      direct: String(one.direct),
      shared: String(one.shared),
      total: String(one.total),
      vendors: one.vendors.map((part) => ({ ...part, direct: String(part.direct), shared: String(part.shared) })),
    })),
    lines: made.lines.map((line) => ({ ...line, amount: String(line.amount) })),
  }
}

/** Rows of D1 hold at most 2 MB, and we refuse above half of it. */
const MOST_BYTES = 2 ** 20

/**
 * The statement as it is kept, and the SHA-256 of that text. One with more lines than a row can hold is kept without the models, which
 * changes no sum; throws RangeError where even that is too much.
 */
export function sealStatement(statement: Statement): { text: string; sha256: string } {
  for (const one of [statement, withoutModels(statement)]) {
    const text = canonicalize(one satisfies JsonValue)
    const bytes = utf8(text)
    if (bytes.length <= MOST_BYTES) return { text, sha256: hex(sha256(bytes)) }
  }
  throw new RangeError('the statement is too large to be kept')
}

function withoutModels(statement: Statement): Statement {
  const lines = new Map<string, Statement['lines'][number]>()
  for (const { model: _, ...line } of statement.lines) {
    const key = JSON.stringify([line.team, line.vendor, line.workspace, line.by])
    const sum = BigInt(lines.get(key)?.amount ?? 0) + BigInt(line.amount)
    lines.set(key, { ...line, model: null, amount: String(sum) })
  }
  return { ...statement, lines: [...lines.values()] }
}

/** Reads a kept statement; what does not parse is a bug, for nobody else writes there. */
export const readStatement = (text: string): Statement => Statement.parse(JSON.parse(text))
