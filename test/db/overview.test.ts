import { beforeAll, describe, expect, it } from 'vitest'
import { readOverview } from '../../worker/db/tenant/overview.ts'
import { addDays, daysOf, isClosed, rangeBefore } from '../../worker/db/tenant/range.ts'
import {
  activity,
  codeDay,
  connection,
  cost,
  member,
  quarantine,
  stream,
  usage,
} from '../../worker/db/tenant/schema.ts'
import { newSubjectId, newTenantId, type TenantId } from '../../worker/ids.ts'
import {
  activitySeed,
  alone,
  type CostSeed,
  codeSeed,
  connectionSeed,
  costSeed,
  daysBack,
  db,
  dice,
  directoryOf,
  insertRows,
  streamSeed,
  sumOf,
  type UsageSeed,
  usageSeed,
} from './seed.ts'

const TODAY = '2026-11-20'
const range = { from: addDays(TODAY, -9), to: TODAY, days: 10 }
const before = rangeBefore(range)
const tenant = newTenantId()
const other = newTenantId()
const [ada, ben] = [newSubjectId(), newSubjectId()]
const directory = directoryOf({ [ada]: { name: 'Ada Example' } })
const HUGE = 9_007_199_254_740_993n

function makeRows(owner: TenantId, seed: number) {
  const roll = dice(seed)
  const bills: CostSeed[] = []
  const used: UsageSeed[] = []
  for (const [index, day] of daysBack(TODAY, 40).entries()) {
    for (const model of ['claude-opus-5-5', 'claude-haiku-5-5']) {
      // Opus grows, Haiku stays: so Opus is the answer to "why".
      const growth = model === 'claude-opus-5-5' ? BigInt(index) * 1_000_000n : 0n
      if (day !== TODAY) bills.push(costSeed(owner, day, { model, amount: HUGE + growth }))
      const estimate = roll(6) === 0 ? null : HUGE
      used.push(usageSeed(owner, day, { model, estimate, cacheRead: HUGE + growth }))
      used.push(usageSeed(owner, day, { model, view: 'actors', subject: ada }))
    }
  }
  return { bills, used }
}
const { bills, used } = makeRows(tenant, 11)
const dims = used.filter((row) => row.view === 'dimensions')
const within = (row: { day: string }, days: { from: string; to: string }) => row.day >= days.from && row.day <= days.to
const tokensOf = (row: UsageSeed) =>
  [row.uncachedInput, row.cacheRead, row.cacheWrite5m, row.cacheWrite1h, row.output].reduce<bigint>(
    (sum, n) => sum + BigInt(n),
    0n,
  )

beforeAll(async () => {
  const theirs = makeRows(other, 12)
  await insertRows(cost, [...bills, ...theirs.bills])
  await insertRows(usage, [...used, ...theirs.used])
  const standing = { tenant, vendor: 'anthropic', role: 'user', vanished: 0, seq: 1, rev: 0 }
  await insertRows(member, [
    { ...standing, subject: ada },
    { ...standing, subject: ben },
    { ...standing, subject: newSubjectId(), vanished: 1 },
    { ...standing, tenant: other, subject: newSubjectId() },
  ])
  await insertRows(activity, [
    ...daysOf(range).map((day) => activitySeed(tenant, `${day}T10:00:00.000Z`, { subject: ada })),
    activitySeed(tenant, `${TODAY}T11:00:00.000Z`, { subject: ben, machine: 1 }),
    activitySeed(tenant, `${before.to}T23:00:00.000Z`, { subject: ben }),
    activitySeed(other, `${TODAY}T12:00:00.000Z`, { subject: newSubjectId() }),
  ])
  await insertRows(codeDay, [
    codeSeed(tenant, TODAY, { subject: ben, sessions: 2, estimate: 5 }),
    codeSeed(tenant, TODAY, { subject: ada, sessions: 3, estimate: HUGE }),
    codeSeed(tenant, TODAY, { subject: ada, sessions: 1, estimate: HUGE }),
    codeSeed(other, TODAY, { subject: newSubjectId(), estimate: 9n * HUGE }),
  ])
})

const read = () => readOverview(db, tenant, { range, today: TODAY }, directory, alone)

describe('the overview', () => {
  it('sums cost and tokens exactly, with the days before and what moved most', async () => {
    const { cost: money, tokens } = await read()
    expect(money).toEqual({
      billed: sumOf(
        bills.filter((row) => within(row, range)),
        (row) => row.amount,
      ),
      previous: sumOf(
        bills.filter((row) => within(row, before)),
        (row) => row.amount,
      ),
      series: daysOf(range).map((day) =>
        sumOf(
          bills.filter((row) => row.day === day),
          (row) => row.amount,
        ),
      ),
      // Today has no bill yet, so the range has a day less of both models: the one that fell most is named.
      mostly: 'claude-haiku-5-5',
    })
    expect(tokens).toEqual({
      total: sumOf(
        dims.filter((row) => within(row, range)),
        tokensOf,
      ),
      previous: sumOf(
        dims.filter((row) => within(row, before)),
        tokensOf,
      ),
      series: daysOf(range).map((day) =>
        sumOf(
          dims.filter((row) => row.day === day),
          tokensOf,
        ),
      ),
      mostly: 'claude-opus-5-5',
    })
  })
  it('counts people who did something, members who stand, and no machines', async () => {
    const { people } = await read()
    // Ada's use is known by name on every day; Ben did something once before.
    expect(people).toEqual({ active: 2, previous: 2, members: 2, series: [1, 1, 1, 1, 1, 1, 1, 1, 1, 2] })
  })
  it('adds to the month’s bill the estimate of the days that have none', async () => {
    const { month } = await read()
    const november = { from: '2026-11-01', to: TODAY }
    const unbilled = dims.filter((row) => row.day === TODAY)
    expect(month).toEqual({
      billed: sumOf(
        bills.filter((row) => within(row, november)),
        (row) => row.amount,
      ),
      estimate: {
        nano: sumOf(unbilled, (row) => row.estimate),
        rows_without_price: unbilled.filter((row) => row.estimate === null).length,
      },
      label: 'November 2026',
    })
  })
  it('has every day with bill, estimate and vendors', async () => {
    const { days } = await read()
    expect(days).toEqual(
      daysOf(range).map((day) => {
        const billed = sumOf(
          bills.filter((row) => row.day === day),
          (row) => row.amount,
        )
        const priced = dims.filter((row) => row.day === day && row.estimate !== null)
        return {
          day,
          closed: isClosed(day, TODAY),
          billed,
          estimate: priced.length === 0 ? null : sumOf(priced, (row) => row.estimate),
          vendors: day === TODAY ? [] : [{ vendor: 'anthropic', billed }],
        }
      }),
    )
  })
  it('shows the latest events of people and who spent most', async () => {
    const { activity: events, top_people } = await read()
    expect(events).toHaveLength(7)
    expect(events[0]).toMatchObject({ at: `${TODAY}T10:00:00.000Z`, who: { subject: ada, name: 'Ada Example' } })
    const estimate = { nano: '20000000', rows_without_price: 0 }
    expect(top_people).toEqual([
      {
        subject: ada,
        name: 'Ada Example',
        estimate,
        spend: [{ vendor: 'anthropic', estimate, via_keys: '0', tokens: '3320', records: 20 }],
        sessions: 4,
      },
      { subject: ben, estimate: { nano: '0', rows_without_price: 0 }, spend: [], sessions: 2 },
    ])
  })
})

describe('what needs somebody', () => {
  const needsOf = async (owner: TenantId) =>
    (await readOverview(db, owner, { range, today: TODAY }, directory, alone)).needs
  it('is to connect when nothing is connected', async () => {
    expect(await needsOf(newTenantId())).toMatchObject([{ level: 'info', action: 'Connect a vendor' }])
  })
  it('is nothing when all is well, one failed try included', async () => {
    const mine = newTenantId()
    await insertRows(connection, [connectionSeed(mine, 'cn_1')])
    await insertRows(stream, [streamSeed(mine, 'cn_1', 'anthropic.usage', { state: 'retrying', failures: 1 })])
    expect(await needsOf(mine)).toEqual([])
  })
  it('is each thing that is wrong, worst first, in the words of its state', async () => {
    const mine = newTenantId()
    await insertRows(connection, [connectionSeed(mine, 'cn_1', 'broken'), connectionSeed(mine, 'cn_2', 'removed')])
    await insertRows(stream, [
      streamSeed(mine, 'cn_1', 'anthropic.activity', { state: 'skipped', words: 'The plan has no feed.' }),
      streamSeed(mine, 'cn_1', 'anthropic.usage', { state: 'retrying', failures: 3 }),
      streamSeed(mine, 'cn_1', 'anthropic.costs', { state: 'set_aside' }),
      streamSeed(mine, 'cn_2', 'anthropic.members', { state: 'skipped' }),
    ])
    const aside = {
      tenant: mine,
      connection: 'cn_1',
      stream: 'anthropic.costs',
      at: TODAY,
      endpoint: '/v1/x',
      status: 200,
      sha256: '',
      bytes: 1,
      why: 'x',
    }
    await insertRows(quarantine, [
      { ...aside, id: 'q1' },
      { ...aside, id: 'q2', resolvedAt: TODAY },
    ])
    await insertRows(usage, [
      usageSeed(mine, TODAY, { model: 'claude-new', estimate: null }),
      usageSeed(mine, TODAY, { model: 'claude-new', estimate: null, serviceTier: 'priority' }),
    ])
    const needs = await needsOf(mine)
    expect(needs.map(({ level }) => level)).toEqual(['bad', 'warn', 'warn', 'warn', 'info', 'info'])
    expect(needs.map(({ title }) => title).sort()).toEqual([
      '1 answer is set aside',
      'Not readable: Anthropic activity',
      'Retrying: Anthropic usage',
      'The connection Connection cn_1 is broken',
      'Waiting behind an answer that was set aside: Anthropic costs',
      'claude-new has no price yet',
    ])
    expect(needs.find(({ title }) => title.includes('Not readable'))?.words).toBe('The plan has no feed.')
    expect(needs.find(({ title }) => title.includes('price'))).toMatchObject({
      words: '1 row of usage in this range is not in the estimate.',
      href: '/usage?vendor=anthropic&model=claude-new',
    })
    expect(new Set(needs.map(({ id }) => id)).size).toBe(needs.length)
  })
})
