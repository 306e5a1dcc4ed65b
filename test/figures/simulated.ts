// A simulated company's days as the tables of findings, straight from its generators: the same sums as over the whole pipeline, in seconds.
import { type Line, sumLines } from '../../worker/figures/days.ts'
import { type Scope, type ScopeKind, scopeId } from '../../worker/figures/scopes.ts'
import { rangeOf, type Tables, tablesOf } from '../../worker/figures/tables.ts'
import { estimateUsage } from '../../worker/vendors/prices/prices.ts'
import type { Company } from '../simulator/company/company.ts'
import { dayName, dayNumber } from '../simulator/days.ts'
import type { Organization } from '../simulator/openai/company/organization.ts'

/** One row of either vendor as far as the tables know it; `kinds` in the order of a line's. */
type Used = {
  vendor: 'anthropic' | 'openai'
  model: string | null
  workspace: string | null
  key: string | null
  person: string | null
  kinds: number[]
  nano: bigint | null
}

function anthropicRows(company: Company, day: number): Used[] {
  return company.usageOf(day).map((row) => {
    const data = {
      day: dayName(day),
      model: row.model,
      service_tier: row.serviceTier,
      context_window: row.contextWindow,
      inference_geo: row.inferenceGeo,
      speed: row.speed,
      uncached_input: row.uncached,
      cache_read: row.cacheRead,
      cache_write_5m: row.write5m,
      cache_write_1h: row.write1h,
      output: row.output,
      web_searches: row.webSearches,
    }
    return {
      vendor: 'anthropic',
      model: row.model,
      workspace: row.workspaceId === company.defaultWorkspaceId ? null : row.workspaceId,
      key: row.apiKeyId,
      person: row.personId,
      kinds: [row.uncached, row.cacheRead, row.write5m, row.write1h, 0, 0, row.output],
      nano: estimateUsage('anthropic', data),
    }
  })
}

function openaiRows(organization: Organization, day: number): Used[] {
  const quantities = {
    images: 'images',
    characters: 'characters',
    seconds: 'seconds',
    bytes: 'bytes',
    sessions: 'sessions',
    calls: 'calls',
  } as const
  return organization.usageOf(day).map((row) => {
    const { counts } = row
    const of = (name: keyof typeof counts) => counts[name] ?? 0
    const uncached = of('text') + of('audio') + of('input')
    const cached = of('cached_text') + of('cached_audio')
    const output = of('out_text') + of('out_audio')
    const quantity = Object.keys(quantities)
      .map((name) => counts[name as keyof typeof quantities])
      .find((one) => one !== undefined)
    const data = {
      day: dayName(day),
      product: row.product,
      model: row.model,
      service_tier: row.tier,
      batch: row.batch,
      size: row.size,
      uncached_input: uncached,
      cache_read: cached,
      cache_write_30m: of('write30'),
      cache_write_12h: of('write12'),
      output,
      input_audio: of('audio'),
      cached_audio: of('cached_audio'),
      output_audio: of('out_audio'),
      input_image: 0,
      cached_image: 0,
      output_image: 0,
      quantity,
      web_searches: row.product === 'web_search_calls' ? quantity : undefined,
    }
    const service = row.user === null
    return {
      vendor: 'openai',
      model: row.model,
      workspace: row.project,
      key: row.key,
      person: service ? null : row.user,
      kinds: [uncached, cached, 0, 0, of('write30'), of('write12'), output],
      nano: estimateUsage('openai', data),
    }
  })
}

/** Tables of the days from `from` to `to`, both included and whole. */
export function simulatedTables(company: Company, organization: Organization, from: string, to: string): Tables {
  const range = rangeOf(from, to)
  const lines = new Map<ScopeKind, Map<string, Line>>()
  const lineOf = (scope: Scope): Line => {
    const own = lines.get(scope.by) ?? new Map<string, Line>()
    lines.set(scope.by, own)
    const line = own.get(scopeId(scope)) ?? sumLines(scope, [], range.days)
    own.set(scopeId(scope), line)
    return line
  }
  for (let index = 0; index < range.days; index += 1) {
    const day = dayNumber(from) + index
    for (const row of [...anthropicRows(company, day), ...openaiRows(organization, day)]) {
      for (const by of ['model', 'workspace', 'key', 'person'] as const) {
        addRow(lineOf({ by, value: row[by] ?? '', vendor: row.vendor }), index, row)
      }
    }
  }
  const of = (by: ScopeKind) => [...(lines.get(by)?.values() ?? [])]
  return tablesOf(range, of('model'), of('workspace'), of('key'), of('person'))
}

function addRow(line: Line, index: number, { kinds, nano }: Used): void {
  line.rows += 1
  line.unpriced += nano === null ? 1 : 0
  line.nano[index] = (line.nano[index] ?? 0n) + (nano ?? 0n)
  for (const [kind, count] of kinds.entries()) {
    const counts = line.kinds[kind]
    if (counts !== undefined) counts[index] = (counts[index] ?? 0n) + BigInt(count)
    line.tokens[index] = (line.tokens[index] ?? 0n) + BigInt(count)
  }
}

/** Which workspace each key stands in. */
export const homesOf = (company: Company, organization: Organization): Map<string, string> =>
  new Map([
    ...company.keys.map((key) => [scopeId({ by: 'key', vendor: 'anthropic', value: key.id }), key.workspace] as const),
    ...organization.keys.map((key) => [scopeId({ by: 'key', vendor: 'openai', value: key.id }), key.project] as const),
  ])
