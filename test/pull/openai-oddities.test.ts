// What OpenAI does to its answers: split days, odd amounts, undocumented members, lines that move, days that change. Sums stay true.
import { beforeEach, describe, expect, it } from 'vitest'
import { canonicalize } from '../../worker/ledger/jcs.ts'
import { streamsOf } from '../../worker/vendors/catalog.ts'
import { deliver, headOf, later, MINUTE, message, recordsIn, rowOf, type Stage, stage, turn } from './stage.ts'
import { expectAuditTruth, expectReportsTruth } from './truth.ts'
import { inForce, sumOf, type Twin, twin } from './twins.ts'

const IDS = streamsOf('openai_admin').map(({ id }) => id)
const REPORTS = streamsOf('openai_admin').flatMap(({ id, shape }) => (shape === 'daily' ? [id] : []))
const DAYS = ['2026-11-18', '2026-11-19', '2026-11-20']
const [, CLOSED = ''] = DAYS
const [COSTS, COMPLETIONS, AUDIT] = ['openai.costs', 'openai.usage.completions', 'openai.audit_logs']

let on: Stage
let one: Twin

beforeEach(async () => {
  on = stage()
  one = await twin(on, '2026-11-18', 3, 'done')
})

const read = async (streams: readonly string[] = IDS, { tenant, connections }: Twin = one) => {
  await deliver(on, 'pulls', [message(tenant, connections.openai_admin, 'live', ...streams)])
  return inForce(tenant)
}
const row = (stream: string) => rowOf(one.tenant, one.connections.openai_admin, stream)

describe('a report', () => {
  it('whose last day goes on on the next page has the rows that it has on one', async () => {
    const whole = await read(REPORTS)
    await turn(on, { openai_split_buckets: 'on' })
    const other = await twin(on, '2026-11-18', 3, 'done')
    const split = await read(REPORTS, other)
    for (const id of REPORTS) expect(split(id).lines, id).toEqual(whole(id).lines)
    // Nor does the cut move when the same days are read now this way, now that way.
    const head = await headOf(one.tenant)
    const again = await read(REPORTS)
    for (const id of REPORTS) expect(again(id).vanished, id).toEqual([])
    const grown = (await headOf(one.tenant)).size - head.size
    expect((await recordsIn(one.tenant, COMPLETIONS)).every(({ rev }) => rev === 0)).toBe(true)
    // Pages that say nothing new leave no trace.
    expect(grown).toBe(0)
  })

  it.each(['string', 'absurd'] as const)('with amounts that are %s adds up to the same nanodollar', async (form) => {
    await turn(on, { openai_amounts: form })
    const found = await read(REPORTS)
    expectReportsTruth(on, DAYS, found)
    const before = sumOf(found(COSTS), 'amount_nano', DAYS)
    on.simulator.world.knobs.openai_amounts = 'number'
    const now = (await read([COSTS]))(COSTS)
    expect(sumOf(now, 'amount_nano', DAYS)).toBe(before)
    expect(now.records).toHaveLength(found(COSTS).records.length)
    expect(now.vanished).toEqual([])
  })

  it('of a day that is restated changes the rows and their sums, not their number', async () => {
    const old = await read(REPORTS)
    await turn(on, { restate: { day: CLOSED, factor: 1.5 } })
    later(15 * MINUTE)
    const now = await read(REPORTS)
    expect(now(COMPLETIONS).vanished).toEqual([])
    expect(sumOf(now(COMPLETIONS), 'output', [CLOSED])).toBeGreaterThan(sumOf(old(COMPLETIONS), 'output', [CLOSED]))
    expectReportsTruth(on, DAYS, now)
  })

  it('of a day that gets usage late has it at the next read', async () => {
    const old = await read(REPORTS)
    await turn(on, { openai_late_usage: CLOSED })
    later(15 * MINUTE)
    const now = await read(REPORTS)
    const on19 = (found: typeof old) => found(COMPLETIONS).records.filter(({ data }) => data.day === CLOSED).length
    expect(on19(now)).toBeGreaterThan(on19(old))
    expectReportsTruth(on, DAYS, now)
  })

  it('whose line moves to another project takes the old one back, and the sum does not count it twice', async () => {
    const before = (await read([COSTS]))(COSTS)
    const ofDay = before.records.filter(({ data }) => data.day === CLOSED && data.amount_nano !== '0')
    const [largest] = ofDay.sort((a, b) => Number(b.data.amount_nano) - Number(a.data.amount_nano))
    await turn(on, { openai_move_line: { day: CLOSED, line_item: String(largest?.data.line_item) } })
    later(15 * MINUTE)
    const found = await read(REPORTS)
    expect(found(COSTS).vanished.length).toBeGreaterThan(0)
    for (const id of found(COSTS).vanished) expect(id.startsWith(`${CLOSED}/costs/`)).toBe(true)
    expectReportsTruth(on, DAYS, found)
    const sum = (records: typeof ofDay) => records.reduce((all, { data }) => all + BigInt(String(data.amount_nano)), 0n)
    expect(sumOf(found(COSTS), 'amount_nano', [CLOSED])).toBe(sum(ofDay))
  })
})

describe('a member that no document names', () => {
  it('goes under seal or nowhere: nobody and no address stands in any record', async () => {
    await turn(on, { openai_extra_fields: 'on' })
    const found = await read()
    const machines = found('openai.users').records.flatMap(({ kind, id }) => (kind === 'service_account' ? [id] : []))
    const records = IDS.flatMap((id) => found(id).records)
    const text = records.map((record) => canonicalize(JSON.parse(JSON.stringify(record)))).join('\n')
    // A service account's id may have the form of a person's, and is nobody's.
    const open = machines.reduce((all, id) => all.replaceAll(id, ''), text)
    expect(open).not.toMatch(/@|\b\d+\.\d+\.\d+\.\d+\b|\buser-|Mozilla|Bergen|\bsk-|t13d/)
    const sealed = new Set(found(AUDIT).records.flatMap(({ sealed: envelope }) => envelope?.fields ?? []))
    for (const name of ['ip', 'user_agent', 'ja3', 'ja4', 'email']) expect([...sealed].join()).toContain(name)
    expectReportsTruth(on, DAYS, found)
  })
})

describe('the audit log', () => {
  it('keeps an event of a type that nobody knows yet', async () => {
    await turn(on, { openai_unknown_event: 'workspace.teleported' })
    later(MINUTE)
    const ofType = async () =>
      (await read([AUDIT]))(AUDIT).records.filter(({ data }) => data.type === 'workspace.teleported')
    expect(await ofType()).toHaveLength(1)
    expect(await ofType()).toHaveLength(1)
  })

  it('that is switched off and says nothing is no failure', async () => {
    await turn(on, { openai_audit: 'off_empty' })
    expect((await read([AUDIT]))(AUDIT).records).toEqual([])
    expect(await row(AUDIT)).toMatchObject({ state: 'reading', words: null, failures: 0 })
  })

  it('that is switched off and says so is skipped in those words, and read once it is on', async () => {
    await turn(on, { openai_audit: 'off_error' })
    await read([AUDIT])
    later(MINUTE)
    await read([AUDIT])
    const words = expect.stringMatching(/Audit logging is not enabled.*cursor has not moved/)
    expect(await row(AUDIT)).toMatchObject({ state: 'skipped', words })
    await turn(on, { openai_audit: 'on' })
    later(60 * MINUTE)
    const found = await read([AUDIT])
    expectAuditTruth(on, DAYS, found)
    expect(await row(AUDIT)).toMatchObject({ state: 'reading', words: null })
  })
})
