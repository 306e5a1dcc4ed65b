// Claude Code work of one day: token payers split over their terminals so that it adds up to their usage, seat holders and the
// build server besides.
import { chanceOf, randomFrom } from '../random.ts'
import type { ApiKey } from './keys.ts'
import { modelsOn } from './models.ts'
import { isMember, type Person } from './people.ts'
import { tokenPrice, tokenTypes, wholeCents } from './prices.ts'
import { growth, season } from './season.ts'
import type { Counts, UsageRow } from './usage.ts'

export interface ModelTokens {
  readonly model: string
  readonly input: number
  readonly output: number
  readonly cacheRead: number
  readonly cacheCreation: number
  /** Whole cents. */
  readonly cents: number
}

export interface CodeRow {
  readonly day: number
  readonly email: string | null
  readonly keyName: string | null
  readonly customer: 'api' | 'subscription'
  readonly terminal: string
  readonly remote: boolean
  readonly sessions: number
  readonly added: number
  readonly removed: number
  readonly commits: number
  readonly pulls: number
  /** Accepted and rejected uses by tool name. */
  readonly tools: Readonly<Record<string, readonly [number, number]>>
  readonly models: readonly ModelTokens[]
}

export interface CodeSource {
  readonly seed: number
  readonly people: readonly Person[]
  readonly keys: readonly ApiKey[]
}

const terminals = ['vscode', 'iTerm.app', 'tmux', 'WezTerm', 'ghostty', 'cursor', 'Apple_Terminal', 'windows-terminal']

type Tokens = Pick<Counts, 'uncached' | 'output' | 'cacheRead' | 'write5m' | 'write1h'>

/** Tokens of one model and their list price, cut to the share of one terminal; `last` takes what rounding left. */
function modelTokens(row: UsageRow, part: (total: number) => number): ModelTokens {
  const counts: Tokens = {
    uncached: part(row.uncached),
    output: part(row.output),
    cacheRead: part(row.cacheRead),
    write5m: part(row.write5m),
    write1h: part(row.write1h),
  }
  const tokens = [counts.uncached, counts.write5m, counts.write1h, counts.cacheRead, counts.output]
  const amount = tokenTypes.reduce((sum, type, at) => sum + (tokenPrice(row, type) ?? 0n) * BigInt(tokens[at] ?? 0), 0n)
  return {
    model: row.model,
    input: counts.uncached,
    output: counts.output,
    cacheRead: counts.cacheRead,
    cacheCreation: counts.write5m + counts.write1h,
    cents: wholeCents(amount),
  }
}

function merge(list: readonly ModelTokens[]): ModelTokens[] {
  const byModel = new Map<string, ModelTokens>()
  for (const each of list) {
    const known = byModel.get(each.model)
    byModel.set(each.model, {
      model: each.model,
      input: each.input + (known?.input ?? 0),
      output: each.output + (known?.output ?? 0),
      cacheRead: each.cacheRead + (known?.cacheRead ?? 0),
      cacheCreation: each.cacheCreation + (known?.cacheCreation ?? 0),
      cents: each.cents + (known?.cents ?? 0),
    })
  }
  return [...byModel.values()]
}

/** Sessions, lines and tool uses that fit an amount of output. */
function effort(output: number, random: () => number) {
  const edits = Math.round((output / 9_000) * (0.5 + random()))
  const rejected = (uses: number) => Math.round(uses * 0.15 * random())
  const multi = Math.round(edits * 0.3)
  const write = Math.round(edits * 0.25)
  const notebook = random() < 0.1 ? Math.round(edits * 0.2) : 0
  return {
    sessions: Math.max(1, Math.round(output / 30_000)),
    added: Math.round((output / 70) * (0.5 + random())),
    removed: Math.round((output / 160) * random()),
    commits: Math.round((output / 25_000) * random()),
    pulls: Math.round((output / 90_000) * random()),
    tools: {
      edit_tool: [edits, rejected(edits)],
      multi_edit_tool: [multi, rejected(multi)],
      write_tool: [write, rejected(write)],
      notebook_edit_tool: [notebook, rejected(notebook)],
    } as const,
  }
}

/** Terminals of a person on a day with the end of each one's share: one mostly, two sometimes, or a remote session. */
function stationsOf(seed: number, id: string, day: number) {
  const main = Math.floor(chanceOf(seed, `terminal ${id}`) * terminals.length)
  const chance = chanceOf(seed, `stations ${id} ${day}`)
  const first = { terminal: terminals[main] ?? 'vscode', remote: false, end: 1 }
  if (chance > 0.45) return [first]
  const second =
    chance < 0.12 ? { ...first, remote: true } : { ...first, terminal: terminals[(main + 3) % 8] ?? 'tmux' }
  return [{ ...first, end: 0.6 + chance / 2 }, second]
}

function rowsOf(
  seed: number,
  id: string,
  day: number,
  rows: readonly UsageRow[],
  who: Pick<CodeRow, 'email' | 'keyName' | 'customer'>,
) {
  let start = 0
  return stationsOf(seed, id, day).map(({ terminal, remote, end }): CodeRow => {
    const begin = start
    start = end
    const models = merge(rows.map((row) => modelTokens(row, (all) => Math.floor(all * end) - Math.floor(all * begin))))
    const output = models.reduce((sum, model) => sum + model.output, 0)
    const random = randomFrom(seed, `effort ${id} ${day} ${terminal} ${remote}`)
    return { day, ...who, terminal, remote, ...effort(output, random), models }
  })
}

/** A seat holder's day, shaped like usage so that the same split serves; it never enters the usage report. */
function seatRows(seed: number, person: Person, day: number): UsageRow[] {
  const random = randomFrom(seed, `seat ${person.id} ${day}`)
  if (random() < 0.15) return []
  const base = 150_000 * growth(day) * season(day, 0.06) * (0.3 + 1.5 * random())
  if (base < 4_000) return []
  return modelsOn(random() < 0.3 ? 'sonnet' : 'opus', day, 0).map(({ model, share }): UsageRow => {
    const uncached = Math.round(base * share)
    const dims = { workspaceId: '', apiKeyId: null, serviceAccountId: null, accountId: null, personId: person.id }
    const kind = { serviceTier: 'standard', contextWindow: '0-200k', inferenceGeo: 'global', speed: 'standard' }
    const counts = {
      uncached,
      write5m: uncached * 2,
      write1h: 0,
      cacheRead: uncached * 12,
      output: Math.round(uncached / 2),
    }
    return {
      day,
      ...dims,
      ...kind,
      ...counts,
      webSearches: 0,
      requests: 1,
      product: 'claude_code',
      model,
      shape: 'office',
    }
  })
}

/** All rows of a day, by actor. A seat holder's breakdown is empty now and then, as the vendor's is. */
export function codeRows(source: CodeSource, usage: readonly UsageRow[], day: number): CodeRow[] {
  const { seed, people, keys } = source
  const coders = people.filter((person) => person.code !== null && isMember(person, day))
  const members = coders.flatMap((person) => {
    const isSeat = person.code === 'subscription'
    const rows = isSeat ? seatRows(seed, person, day) : usage.filter((row) => row.accountId === person.id)
    if (rows.length === 0) return []
    const who = { email: person.email, keyName: null, customer: isSeat ? 'subscription' : 'api' } as const
    const made = rowsOf(seed, person.id, day, rows, who)
    return isSeat && chanceOf(seed, `bare ${person.id} ${day}`) < 0.1
      ? made.map((row) => ({ ...row, models: [] }))
      : made
  })
  const builder = keys.find((key) => key.name === 'ci-automation')
  const built = usage.filter((row) => builder !== undefined && row.apiKeyId === builder.id)
  if (builder === undefined || built.length === 0) return members
  return [...members, ...rowsOf(seed, builder.id, day, built, { email: null, keyName: builder.name, customer: 'api' })]
}
