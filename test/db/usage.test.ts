import { beforeAll, describe, expect, it } from 'vitest'
import { addDays, daysOf, isClosed, rangeBefore } from '../../worker/db/tenant/range.ts'
import { usage } from '../../worker/db/tenant/schema.ts'
import { readUsage, type UsageAsk } from '../../worker/db/tenant/usage.ts'
import { newTenantId } from '../../worker/ids.ts'
import { askAlone, db, insertRows, sumOf, type UsageSeed, usageSeed } from './seed.ts'
import {
  ada,
  ask,
  ben,
  directory,
  inRange,
  MODELS,
  range,
  reference,
  rows,
  seedCompany,
  TODAY,
  tenant,
  tokensOf,
} from './usage-company.ts'

beforeAll(seedCompany)

describe('usage sums', () => {
  it('equal the slow reference beyond 2^53, before the range too', async () => {
    const screen = await readUsage(db, tenant, ask, directory, askAlone)
    expect(screen.totals).toEqual(reference(rows.filter((row) => inRange(row))))
    expect(screen.previous).toEqual(reference(rows.filter((row) => inRange(row, rangeBefore(range)))))
    expect(BigInt(screen.totals.estimate.nano) > 2n ** 53n).toBe(true)
  })
  it('of the groups add up to the totals', async () => {
    for (const by of ['model', 'workspace', 'key', 'tier', 'context_window', 'inference_geo', 'speed'] as const) {
      const { groups, totals } = await readUsage(db, tenant, { ...ask, by }, directory, askAlone)
      expect(
        sumOf(groups, (group) => BigInt(group.tokens.total)),
        by,
      ).toBe(totals.tokens.total)
      expect(
        groups.reduce((sum, group) => sum + group.records, 0),
        by,
      ).toBe(totals.records)
    }
  })
  it('of each group, day and series equal the slow reference', async () => {
    const { groups, days } = await readUsage(db, tenant, ask, directory, askAlone)
    for (const model of MODELS) {
      const own = rows.filter((row) => inRange(row) && row.model === model)
      const group = groups.find(({ key }) => key === (model ?? ''))
      expect(group).toMatchObject(reference(own))
      expect(group?.series).toEqual(
        daysOf(range).map((day) =>
          sumOf(
            own.filter((row) => row.day === day),
            tokensOf,
          ),
        ),
      )
      for (const { day, groups: cells } of days) {
        const today = own.filter((row) => row.day === day)
        const priced = today.filter((row) => row.estimate !== null)
        const cell = cells.find(({ key }) => key === (model ?? ''))
        expect(cell?.tokens ?? '0', day).toBe(sumOf(today, tokensOf))
        expect(cell?.output ?? '0', day).toBe(sumOf(today, (row) => row.output))
        expect(cell?.estimate ?? null, day).toBe(priced.length === 0 ? null : sumOf(priced, (row) => row.estimate))
      }
    }
  })
  it('come by week and month without losing a token, closed only when every day of them is', async () => {
    for (const step of ['week', 'month'] as const) {
      const { days, totals } = await readUsage(db, tenant, { ...ask, step }, directory, askAlone)
      expect(
        sumOf(
          days.flatMap((day) => day.groups),
          (cell) => BigInt(cell.tokens),
        ),
      ).toBe(totals.tokens.total)
      expect(days.length).toBe(step === 'week' ? 5 : 2)
      expect(days.at(-1)?.closed).toBe(false)
      expect(days[0]?.closed).toBe(true)
      expect(days[0]?.day).toBe(range.from)
    }
  })
  it('say of each day whether it is closed, and days without use are there', async () => {
    const quiet = { from: addDays(TODAY, -2), to: addDays(TODAY, 2), days: 5 }
    const { days } = await readUsage(db, tenant, { ...ask, range: quiet }, directory, askAlone)
    expect(days.map(({ day, closed }) => [day, closed])).toEqual(
      daysOf(quiet).map((day) => [day, isClosed(day, TODAY)]),
    )
    expect(days.at(-1)?.groups).toEqual([])
  })
})

describe('usage filters', () => {
  const cases: [string, UsageAsk['filter'], (row: UsageSeed) => boolean][] = [
    ['one model', { model: ['claude-opus-5-5'] }, (row) => row.model === 'claude-opus-5-5'],
    ['two models', { model: ['claude-opus-5-5', 'claude-haiku-5-5'] }, (row) => row.model !== null],
    ['no model', { model: [''] }, (row) => row.model === null],
    ['the default workspace', { workspace: ['default'] }, (row) => row.workspace === null],
    [
      'a workspace or the default one',
      { workspace: ['wrkspc_2', ''] },
      (row) => row.workspace === null || row.workspace === 'wrkspc_2',
    ],
    ['a key', { key: ['apikey_2'] }, (row) => row.apiKey === 'apikey_2'],
    ['use without a key', { key: [''] }, (row) => row.apiKey === null],
    ['tiers', { tier: ['batch', 'priority'] }, (row) => row.serviceTier !== 'standard'],
    [
      'several at once',
      { model: ['claude-opus-5-5'], tier: ['batch'] },
      (row) => row.model === 'claude-opus-5-5' && row.serviceTier === 'batch',
    ],
    ['a vendor', { vendor: 'anthropic' }, () => true],
    ['an empty list, which asks for nothing', { model: [] }, () => true],
  ]
  it.each(cases)('select %s', async (_, filter, selects) => {
    const { totals, previous } = await readUsage(db, tenant, { ...ask, filter }, directory, askAlone)
    expect(totals).toEqual(reference(rows.filter((row) => inRange(row) && selects(row))))
    expect(previous).toEqual(reference(rows.filter((row) => inRange(row, rangeBefore(range)) && selects(row))))
    expect(totals.records).toBeGreaterThan(0)
  })
  it('take more values than a statement takes parameters', async () => {
    const many = [...Array.from({ length: 500 }, (_, index) => `model-${index}`), 'claude-opus-5-5']
    const { totals } = await readUsage(db, tenant, { ...ask, filter: { model: many } }, directory, askAlone)
    expect(totals).toEqual(reference(rows.filter((row) => inRange(row) && row.model === 'claude-opus-5-5')))
  })
  it('are values and never SQL', async () => {
    const filter = { model: ["x') OR 1=1 --"], vendor: "anthropic' OR '1'='1" }
    expect((await readUsage(db, tenant, { ...ask, filter }, directory, askAlone)).totals.records).toBe(0)
  })
})

describe('usage options and labels', () => {
  it('list what the range has, with names, whatever the filter', async () => {
    const { options } = await readUsage(
      db,
      tenant,
      { ...ask, filter: { model: ['claude-opus-5-5'] } },
      directory,
      askAlone,
    )
    expect(options.models.map(({ value }) => value).sort()).toEqual(['', 'claude-haiku-5-5', 'claude-opus-5-5'])
    expect(options.workspaces).toEqual([
      { value: 'default', label: 'Default' },
      { value: 'wrkspc_1', label: 'Research' },
      { value: 'wrkspc_2', label: 'wrkspc_2' },
    ])
    expect(options.keys).toContainEqual({ value: 'apikey_1', label: 'nightly' })
    expect(options.keys).toContainEqual({ value: '', label: 'No key' })
    expect(options.tiers.map(({ value }) => value)).toEqual(['batch', 'priority', 'standard'])
  })
  it('name groups of each dimension', async () => {
    const labels = async (by: UsageAsk['by']) =>
      new Map(
        (await readUsage(db, tenant, { ...ask, by }, directory, askAlone)).groups.map(({ key, label }) => [key, label]),
      )
    expect((await labels('workspace')).get('wrkspc_1')).toBe('Research')
    expect((await labels('workspace')).get('')).toBe('Default')
    expect((await labels('key')).get('apikey_1')).toBe('nightly')
    expect((await labels('model')).get('')).toBe('Not stated')
    expect((await labels('person')).get(ada)).toBe('Ada Example')
  })
})

describe('questions about people', () => {
  it('read the rows totals are made of where no actors view is, and call what names nobody so', async () => {
    const { totals, groups } = await readUsage(db, tenant, { ...ask, by: 'person' }, directory, askAlone)
    expect(totals).toEqual(reference(rows.filter((row) => inRange(row))))
    for (const [person, subject] of [
      [ada, ada],
      ['', null],
    ] as const) {
      const own = rows.filter((row) => inRange(row) && row.subject === subject)
      expect(groups.find(({ key }) => key === person)).toMatchObject(reference(own))
    }
    expect(groups).toHaveLength(2)
  })
  it('read the actors view where there is one, which totals never count', async () => {
    const mine = newTenantId()
    const plain = usageSeed(mine, TODAY, { subject: ada, output: 7 })
    const actor = usageSeed(mine, TODAY, { view: 'actors', subject: ben, output: 1000 })
    const nobody = usageSeed(mine, TODAY, { view: 'actors', output: 3 })
    await insertRows(usage, [plain, actor, nobody])
    expect((await readUsage(db, mine, ask, directory, askAlone)).totals).toEqual(reference([plain]))
    const people = await readUsage(db, mine, { ...ask, by: 'person' }, directory, askAlone)
    expect(people.totals).toEqual(reference([actor, nobody]))
    expect(people.groups.map(({ key, label }) => [key, label])).toEqual([
      [ben, ben],
      ['', 'Nobody named'],
    ])
    const onlyBen = await readUsage(db, mine, { ...ask, filter: { person: [ben] } }, directory, askAlone)
    expect(onlyBen.totals).toEqual(reference([actor]))
  })
})

describe('two vendors', () => {
  it('with the same value of a dimension stay two groups', async () => {
    const mine = newTenantId()
    const ours = usageSeed(mine, TODAY)
    const theirs = usageSeed(mine, TODAY, { vendor: 'openai', stream: 'openai.usage.completions', output: 9 })
    await insertRows(usage, [ours, theirs])
    const { groups, days } = await readUsage(db, mine, { ...ask, by: 'tier' }, directory, askAlone)
    expect(groups.map(({ vendor, key }) => [vendor, key])).toEqual([
      ['anthropic', 'standard'],
      ['openai', 'standard'],
    ])
    expect(days.at(-1)?.groups.map(({ vendor }) => vendor)).toEqual(['anthropic', 'openai'])
    const only = await readUsage(db, mine, { ...ask, filter: { vendor: 'openai' } }, directory, askAlone)
    expect(only.totals).toEqual(reference([theirs]))
  })
})
