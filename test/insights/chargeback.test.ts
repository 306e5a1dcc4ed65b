import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chargeback, SPLITS } from '../../worker/insights/chargeback.ts'
import { type BillRow, DirectTally, type UseRow } from '../../worker/insights/chargeback-direct.ts'
import { divide } from '../../worker/insights/chargeback-parts.ts'
import { ownerBy, type TeamRule } from '../../worker/insights/chargeback-rules.ts'

const add = (amounts: readonly bigint[]): bigint => amounts.reduce((sum, one) => sum + one, 0n)
const abs = (amount: bigint): bigint => (amount < 0n ? -amount : amount)

const bill = (more: Partial<BillRow> = {}): BillRow => ({
  vendor: 'anthropic',
  day: '2026-10-01',
  workspace: 'w1',
  model: 'opus',
  amount: 100n,
  ...more,
})
const use = (more: Partial<UseRow> = {}): UseRow => ({
  vendor: 'anthropic',
  day: '2026-10-01',
  workspace: 'w1',
  model: 'opus',
  key: null,
  person: null,
  estimate: 1n,
  tokens: 10n,
  ...more,
})
const keyRule = (key: string, team: string): TeamRule => ({
  id: `rule ${key}`,
  team,
  kind: 'key',
  vendor: 'anthropic',
  value: key,
  from: null,
  to: null,
})
const RULES = [keyRule('ka', 'a'), keyRule('kb', 'b')]
const DIRECT = { by: 'direct', weights: {} } as const

function tallyOf(bills: readonly BillRow[], uses: readonly UseRow[], rules: readonly TeamRule[] = RULES): DirectTally {
  const tally = new DirectTally(ownerBy(rules))
  tally.add(bills, uses)
  return tally
}
const directOf = (tally: DirectTally) =>
  Object.fromEntries(tally.lines().map(({ team, amount }) => [team ?? '', amount]))

describe('dividing an amount', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 1, maxLength: 12 })
  const amount = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n })

  it('gives parts that sum to it, each within a nanodollar of its exact share and none to a weight of 0', () => {
    fc.assert(
      fc.property(amount, weights, (whole, given) => {
        fc.pre(given.some((weight) => weight > 0n))
        const parts = divide(whole, given)
        const total = add(given)
        expect(add(parts)).toBe(whole)
        for (const [at, part] of parts.entries()) {
          const weight = given[at] ?? 0n
          expect(abs(part * total - whole * weight) < total).toBe(true)
          if (weight === 0n) expect(part).toBe(0n)
        }
      }),
    )
  })
  it('mirrors a credit, leaves nothing of nothing, and gives a single nanodollar to the largest', () => {
    expect(divide(-101n, [1n, 1n])).toEqual(divide(101n, [1n, 1n]).map((part) => -part))
    expect(divide(0n, [3n, 5n])).toEqual([0n, 0n])
    expect(divide(1n, [3n, 5n])).toEqual([0n, 1n])
    expect(divide(10n, [1n, 1n, 1n])).toEqual([4n, 3n, 3n])
  })
  it.each([[[]], [[0n, 0n]], [[1n, -1n]]])('refuses the weights %s', (given) => {
    expect(() => divide(1n, given)).toThrow(RangeError)
  })
})

describe('a bill row and the use behind it', () => {
  const both = [use({ key: 'ka', estimate: 3n }), use({ key: 'kb', estimate: 1n })]

  it('is divided by estimates', () => {
    expect(directOf(tallyOf([bill()], both))).toEqual({ a: 75n, b: 25n })
  })
  it('is divided by tokens where nothing has a price, and use without a price weighs nothing beside use that has one', () => {
    const unpriced = both.map((one, at) => ({ ...one, estimate: null, tokens: at === 0 ? 1n : 4n }))
    expect(directOf(tallyOf([bill()], unpriced))).toEqual({ a: 20n, b: 80n })
    expect(directOf(tallyOf([bill()], [use({ key: 'ka' }), use({ key: 'kb', estimate: null })]))).toEqual({ a: 100n })
  })
  it('looks at the use of its own model, and at all of the workspace where it names none or one that use does not know', () => {
    const uses = [use({ key: 'ka' }), use({ key: 'kb', model: 'haiku', estimate: 3n })]
    expect(directOf(tallyOf([bill()], uses))).toEqual({ a: 100n })
    expect(directOf(tallyOf([bill({ model: null })], uses))).toEqual({ a: 25n, b: 75n })
    expect(directOf(tallyOf([bill({ model: 'older' })], uses))).toEqual({ a: 25n, b: 75n })
  })
  it.each([{ day: '2026-10-02' }, { workspace: 'w2' }, { vendor: 'openai' }])('does not look at use of %o', (other) => {
    expect(directOf(tallyOf([bill(other)], both))).toEqual({ '': 100n })
  })
  it('goes by the rule of its workspace where no use stands behind it, else into the pool', () => {
    const workspace: TeamRule = { ...keyRule('w1', 'a'), kind: 'workspace' }
    expect(tallyOf([bill()], [], [workspace]).lines()).toMatchObject([{ team: 'a', by: 'workspace', amount: 100n }])
    expect(tallyOf([bill()], [use({ estimate: null, tokens: 0n })], [workspace]).lines()).toMatchObject([{ team: 'a' }])
    expect(tallyOf([bill()], []).lines()).toMatchObject([{ team: null, by: 'none', amount: 100n }])
  })
  it('leaves in the pool what no rule catches', () => {
    expect(directOf(tallyOf([bill()], [...both, use({ key: 'kc', estimate: 4n })]))).toEqual({
      a: 38n,
      b: 12n,
      '': 50n,
    })
  })
  it('comes to the same in one portion and in many, and in any order of the rows', () => {
    const days = ['2026-10-01', '2026-10-02', '2026-10-03']
    const bills = days.map((day, at) => bill({ day, amount: 101n + BigInt(at) }))
    const uses = days.flatMap((day) => both.map((one) => ({ ...one, day })))
    const portions = new DirectTally(ownerBy(RULES))
    for (const day of days)
      portions.add(
        bills.filter((one) => one.day === day),
        uses.filter((one) => one.day === day),
      )
    expect(portions.lines()).toEqual(tallyOf(bills, uses).lines())
    expect(tallyOf(bills.toReversed(), uses.toReversed()).lines()).toEqual(tallyOf(bills, uses).lines())
  })
})

describe('the shared pool', () => {
  const uses = [
    use({ key: 'ka', estimate: 3n, person: 'p1' }),
    use({ key: 'kb', person: 'p2' }),
    use({ key: 'kb', person: 'p3' }),
  ]
  const tally = tallyOf([bill({ amount: 500n }), bill({ workspace: 'none', amount: 100n })], uses)
  const sharedBy = (by: (typeof SPLITS)[number], weights = {}) =>
    Object.fromEntries(
      chargeback(tally, ['a', 'b', 'c'], { by, weights }).teams.map(({ team, shared }) => [team, shared]),
    )

  it('is split in proportion to direct costs, the same for all, by people, or by fixed weights', () => {
    expect(sharedBy('direct')).toEqual({ a: 60n, b: 40n, c: 0n })
    expect(sharedBy('equal')).toEqual({ a: 34n, b: 33n, c: 33n })
    expect(sharedBy('people')).toEqual({ a: 33n, b: 67n, c: 0n })
    expect(sharedBy('fixed', { a: 1, c: 3 })).toEqual({ a: 25n, b: 0n, c: 75n })
  })
  it('is split equally, and says so, where the chosen split has nothing to go by', () => {
    const idle = tallyOf([bill({ workspace: 'none' })], [])
    for (const by of SPLITS) {
      const { split, teams } = chargeback(idle, ['a', 'b'], { by, weights: { gone: 1 } })
      expect([split, teams.map(({ shared }) => shared)]).toEqual(['equal', [50n, 50n]])
    }
  })
  it('gives a team with more credit than cost no part of it', () => {
    const credit = tallyOf(
      [bill({ amount: -50n }), bill({ workspace: 'w2', amount: 70n }), bill({ workspace: 'none', amount: 10n })],
      [use({ key: 'ka' }), use({ key: 'kb', workspace: 'w2' })],
    )
    expect(chargeback(credit, ['a', 'b'], DIRECT).teams.map(({ total }) => total)).toEqual([-50n, 80n])
  })
  it('stays whole where there is no team, and that is said', () => {
    const alone = chargeback(tallyOf([bill()], uses, []), [], DIRECT)
    expect([alone.teams, alone.unsplit, alone.bill]).toEqual([[], 100n, 100n])
  })
})

describe('a whole chargeback', () => {
  const one = <const T>(...values: T[]) => fc.constantFrom(...values)
  const place = {
    vendor: one('anthropic', 'openai'),
    day: one('2026-10-01', '2026-10-02'),
    workspace: one('w1', 'w2', ''),
  }
  const model = one('opus', 'haiku', null)
  const amount = fc.oneof(fc.bigInt({ min: -(10n ** 13n), max: 10n ** 14n }), one(0n, 1n, -1n))
  const bills = fc.array(fc.record({ ...place, model, amount }), { maxLength: 40 })
  const uses = fc.array(
    fc.record({
      ...place,
      model,
      key: one('k1', 'k2', 'k3', null),
      person: one('p1', 'p2', null),
      estimate: fc.option(fc.bigInt({ min: 0n, max: 10n ** 12n })),
      tokens: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    }),
    { maxLength: 60 },
  )
  const rules = fc.array(
    fc.record({
      id: fc.string(),
      team: one('a', 'b', 'c'),
      kind: one('key', 'person', 'workspace'),
      vendor: one('anthropic', 'openai'),
      value: one('k1', 'k2', 'p1', 'w1', ''),
      from: one('2026-10-02', null),
      to: one('2026-10-01', null),
    }),
    { maxLength: 12 },
  )
  const sharing = fc.subarray(['a', 'b', 'c', 'd'])
  const split = fc.record({ by: one(...SPLITS), weights: fc.dictionary(one('a', 'd'), fc.nat(100)) })

  it('sums to the bill to the nanodollar, by vendor and in all, whatever the bill, the use, the rules and the split', () => {
    fc.assert(
      fc.property(bills, uses, rules, sharing, split, (rows, used, given, teams, how) => {
        const made = chargeback(tallyOf(rows, used, given), teams, how)
        const billed = add(rows.map((row) => row.amount))
        expect(made.bill).toBe(billed)
        expect(add(made.teams.map(({ total }) => total)) + made.unsplit).toBe(billed)
        expect(add(made.lines.map((line) => line.amount))).toBe(billed)
        for (const { vendor, billed: own, unsplit } of made.vendors) {
          const parts = made.teams.flatMap((team) => team.vendors.filter((each) => each.vendor === vendor))
          expect(own).toBe(add(rows.filter((row) => row.vendor === vendor).map((row) => row.amount)))
          expect(add(parts.map(({ direct, shared }) => direct + shared)) + unsplit).toBe(own)
        }
        for (const team of made.teams) {
          expect(team.total).toBe(team.direct + team.shared)
          expect(add(made.lines.filter((line) => line.team === team.team).map((line) => line.amount))).toBe(team.direct)
        }
      }),
      { numRuns: 300 },
    )
  })
})
