// All streams and the probe against the simulated company: what comes out is what happened there, and nobody's name is in the open.
import { describe, expect, it } from 'vitest'
import { canonicalize } from '../../../worker/ledger/jcs.ts'
import { anthropicClient } from '../../../worker/vendors/anthropic/client.ts'
import { probeAdmin } from '../../../worker/vendors/anthropic/probe.ts'
import { streamById } from '../../../worker/vendors/catalog.ts'
import { scaled } from '../../../worker/vendors/counts.ts'
import { estimateUsage } from '../../../worker/vendors/prices/prices.ts'
import type { Draft } from '../../../worker/vendors/stream.ts'
import { createSimulator } from '../../simulator/app.ts'
import { dayNumber } from '../../simulator/days.ts'
import { truthBetween } from '../../simulator/truth.ts'
import { ask, idOf, walk } from '../literal.ts'

const NOW = new Date('2026-11-20T10:00:00Z')
const simulator = createSimulator({ now: () => NOW })
const baseUrl = 'http://anthropic.sim'
const clientFor = (key: string) => anthropicClient(key, { baseUrl, fetch: (request) => simulator.fetch(request) })
const key = (name: string): string => simulator.keys[name] ?? `no key ${name}`
const client = clientFor(key('admin'))
/** A week with a weekend, all of it over. */
const window = { from: '2026-11-11', to: '2026-11-18' }
const truth = truthBetween(simulator.world, dayNumber('2026-11-11'), dayNumber('2026-11-17'))

async function draftsOf(id: string, generation: 'classic' | 'analytics' = 'classic'): Promise<Draft[]> {
  const stream = streamById(id)
  if (stream === undefined) throw new Error(`no stream ${id}`)
  return (await walk(stream, client, ask({ window, now: NOW, generation }), 1000)).drafts
}
const sum = (drafts: Draft[], member: string) =>
  drafts.reduce((total, { data }) => total + BigInt(String(data[member] ?? 0)), 0n)
const total = (numbers: number[]) => BigInt(numbers.reduce((all, one) => all + one, 0))
const cents = (texts: string[]) => texts.reduce((all, text) => all + (scaled(text, 7) ?? 0n), 0n)

describe('usage', () => {
  it('is every row and every token of the week', async () => {
    const drafts = await draftsOf('anthropic.usage')
    expect(drafts).toHaveLength(truth.reduce((all, { usage }) => all + usage.rows, 0))
    expect(new Set(drafts.map((draft) => idOf(draft))).size).toBe(drafts.length)
    expect(sum(drafts, 'output')).toBe(total(truth.map(({ usage }) => usage.output)))
    expect(sum(drafts, 'uncached_input')).toBe(total(truth.map(({ usage }) => usage.uncached)))
    expect(sum(drafts, 'cache_read')).toBe(total(truth.map(({ usage }) => usage.cacheRead)))
    expect(sum(drafts, 'cache_write_5m')).toBe(total(truth.map(({ usage }) => usage.write5m)))
    expect(sum(drafts, 'web_searches')).toBe(total(truth.map(({ usage }) => usage.webSearches)))
  })

  it('has the people beside it, and never instead of it', async () => {
    const dimensions = await draftsOf('anthropic.usage', 'analytics')
    const actors = await draftsOf('anthropic.usage_actors', 'analytics')
    expect(new Set(dimensions.map(({ data }) => data.view))).toEqual(new Set(['dimensions']))
    expect(new Set(actors.map(({ data }) => data.view))).toEqual(new Set(['actors']))
    expect(sum(dimensions, 'output')).toBe(total(truth.map(({ usage }) => usage.output)))
    expect(sum(actors, 'output')).toBe(total(truth.map(({ usage }) => usage.output)))
    expect(actors.some(({ who }) => who?.email !== undefined)).toBe(true)
    expect(new Set(actors.map((draft) => idOf(draft))).size).toBe(actors.length)
  })

  it('restated keeps its ids and changes its values', async () => {
    const before = await draftsOf('anthropic.usage')
    const body = JSON.stringify({ restate: { day: '2026-11-13', factor: 1.5 } })
    const knobs = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
    await simulator.fetch(new Request('http://anthropic.sim/__sim/knobs', knobs))
    const after = await draftsOf('anthropic.usage')
    await simulator.fetch(new Request('http://anthropic.sim/__sim/reset', { method: 'POST' }))
    const values = new Map(after.map((draft) => [idOf(draft), draft]))
    expect(before.filter((draft) => !values.has(idOf(draft)))).toEqual([])
    const changed = before.filter(
      (draft) => canonicalize(draft.data) !== canonicalize(values.get(idOf(draft))?.data ?? {}),
    )
    expect(changed.length).toBeGreaterThan(0)
    expect(new Set(changed.map(({ data }) => data.day))).toEqual(new Set(['2026-11-13']))
  })
})

describe('costs', () => {
  // Twelve places behind the cent, where the vendor's decimal strings end, so that sums are exact.
  const exact = (texts: string[]) => texts.reduce((all, text) => all + (scaled(text, 12) ?? 0n), 0n)
  const distance = (a: bigint, b: bigint) => (a > b ? a - b : b - a)
  const real = truth.map((day) => day.costs.cents)

  it('are every line and every fraction of a cent of the week', async () => {
    const drafts = await draftsOf('anthropic.costs')
    expect(drafts).toHaveLength(truth.reduce((all, { costs }) => all + costs.lines, 0))
    expect(new Set(drafts.map((draft) => idOf(draft))).size).toBe(drafts.length)
    expect(exact(drafts.map(({ data }) => String(data.amount)))).toBe(exact(real))
    // Each line is rounded to a nanodollar once.
    expect(distance(sum(drafts, 'amount_nano'), cents(real))).toBeLessThan(BigInt(drafts.length))
  })

  it('are the same from the newer endpoint, which says six places, with the discount beside the list', async () => {
    const drafts = await draftsOf('anthropic.costs', 'analytics')
    expect(new Set(drafts.map((draft) => idOf(draft))).size).toBe(drafts.length)
    expect(distance(sum(drafts, 'list_nano'), cents(real))).toBeLessThan(5n * BigInt(drafts.length))
    expect(sum(drafts, 'amount_nano')).toBeLessThanOrEqual(sum(drafts, 'list_nano'))
  })

  it('are what the price list makes of the usage, where it has a price', async () => {
    const blocked = new Map(truth.map((day) => [day.day, day.blocked]))
    // What was blocked is in usage and on no bill.
    const usage = (await draftsOf('anthropic.usage')).filter(
      ({ data }) => blocked.get(String(data.day)) !== `${data.model}|${data.service_tier}`,
    )
    const priced = usage.filter(({ data }) => estimateUsage('anthropic', data) !== null)
    const unpriced = usage.filter(({ data }) => estimateUsage('anthropic', data) === null)
    const estimated = priced.reduce((all, { data }) => all + (estimateUsage('anthropic', data) ?? 0n), 0n)
    const billed = (type: string) => cents(truth.map((day) => day.costs.byType[type] ?? '0'))
    // Tokens of rows without a price are not billed in this report either; their web searches are, at a cent each.
    const searches = sum(unpriced, 'web_searches') * 10_000_000n
    expect(unpriced.length).toBeGreaterThan(0)
    expect(distance(estimated + searches, billed('tokens') + billed('web_search'))).toBeLessThan(BigInt(priced.length))
  })
})

describe('the rest', () => {
  it('is every row of Claude Code', async () => {
    const drafts = await draftsOf('anthropic.code_analytics')
    expect(drafts).toHaveLength(truth.reduce((all, { code }) => all + code.rows, 0))
    expect(sum(drafts, 'sessions')).toBe(total(truth.map(({ code }) => code.sessions)))
  })

  it('is every event of the feed, once', async () => {
    const drafts = await draftsOf('anthropic.activity')
    expect(drafts).toHaveLength(truth.reduce((all, { activity }) => all + activity.events, 0))
    expect(new Set(drafts.map((draft) => idOf(draft))).size).toBe(drafts.length)
    const categories = new Set(drafts.map(({ data }) => data.category))
    for (const category of ['chat', 'sign_in', 'keys', 'audit']) expect(categories).toContain(category)
  })

  it('was read with nothing but GET', () => {
    const log = simulator.world.log.list()
    expect(log.length).toBeGreaterThan(10)
    for (const { method } of log) expect(method).toBe('GET')
  })
})

describe('the probe', () => {
  const probe = (name: string) => probeAdmin(clientFor, key(name), NOW)

  it('finds everything with an Admin key', async () => {
    const report = await probe('admin')
    expect(report).toMatchObject({ ok: true, generation: 'analytics', organization: { name: 'Tarnwick Instruments' } })
    expect(report.checklist.filter(({ state }) => state !== 'ok')).toEqual([])
  })

  it('finds all but the feed with a key that is older than the switch', async () => {
    const report = await probe('adminOldActivity')
    expect(report.ok).toBe(true)
    const missing = report.checklist.filter(({ state }) => state !== 'ok')
    expect(missing).toMatchObject([{ id: 'activity', remedy: expect.stringContaining('older than the switch') }])
  })

  it.each([
    ['adminRevoked', 'key_revoked'],
    ['workspaceKey', 'wrong_key_type'],
    ['compliance', 'wrong_key_type'],
    ['individual', 'individual_account'],
  ])('says what is wrong with the key %s', async (name, code) => {
    expect(await probe(name)).toMatchObject({ ok: false, problem: { code } })
  })
})
