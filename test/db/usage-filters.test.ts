import { beforeAll, describe, expect, it } from 'vitest'
import { usage } from '../../worker/db/tenant/schema.ts'
import { readUsage, type UsageAsk } from '../../worker/db/tenant/usage.ts'
import { readUsageRows } from '../../worker/db/tenant/usage-rows.ts'
import type { UsageDimension } from '../../worker/db/tenant/usage-scope.ts'
import { newSubjectId, newTenantId } from '../../worker/ids.ts'
import { askAlone, db, insertRows, type UsageSeed, usageSeed } from './seed.ts'
import { ask, directory, range, reference, TODAY } from './usage-company.ts'

const tenant = newTenantId()
const [ada, ben] = [newSubjectId(), newSubjectId()]
const values = ['one', 'two', null]
const columns = { context_window: 'contextWindow', inference_geo: 'inferenceGeo', speed: 'speed' } as const
type Column = keyof typeof columns
const names: readonly Column[] = ['context_window', 'inference_geo', 'speed']

// Every combination of the three, once in each view; the two views hold other counts on purpose.
const combined = values.flatMap((contextWindow) =>
  values.flatMap((inferenceGeo) => values.map((speed) => ({ contextWindow, inferenceGeo, speed }))),
)
const rows: UsageSeed[] = combined.map((more, at) => usageSeed(tenant, TODAY, { ...more, output: at }))
const actors: UsageSeed[] = combined
  .slice(0, 20)
  .map((more, at) =>
    usageSeed(tenant, TODAY, { ...more, view: 'actors', subject: [ada, ben, null][at % 3] ?? null, output: 100 }),
  )

beforeAll(() => insertRows(usage, [...rows, ...actors]))

const screenOf = (filter: UsageAsk['filter'], by: UsageDimension = 'model') =>
  readUsage(db, tenant, { ...ask, filter, by }, directory, askAlone)
const rowsOf = (filter: UsageAsk['filter'], by?: UsageDimension) =>
  readUsageRows(db, tenant, { range, filter, by, limit: 1000, after: null }, directory, askAlone)
const seqs = (list: readonly { seq: number | bigint }[]) => list.map(({ seq }) => Number(seq)).sort((a, b) => a - b)

describe('filters by what else changes a price', () => {
  const asked = [['one'], ['one', 'two'], [''], ['two', ''], ['nothing has this']]
  it.each(names.flatMap((name) => asked.map((list) => [name, list] as const)))(
    'select %s of %j, in the sums and in the rows behind them',
    async (name, list) => {
      const expected = rows.filter((row) => list.includes(row[columns[name]] ?? ''))
      expect((await screenOf({ [name]: list })).totals).toEqual(reference(expected))
      const found = await rowsOf({ [name]: list })
      expect(found.total).toBe(expected.length)
      expect(seqs(found.rows)).toEqual(seqs(expected))
    },
  )
  it('hold together', async () => {
    const found = await rowsOf({ context_window: ['one'], inference_geo: [''], speed: ['two', ''] })
    expect(found.rows.map((row) => [row.context_window, row.inference_geo, row.speed])).toEqual(
      expect.arrayContaining([
        ['one', null, 'two'],
        ['one', null, null],
      ]),
    )
    expect(found.total).toBe(2)
  })
  it('can be set to what the range has, none included', async () => {
    const { options } = await screenOf({ speed: ['one'] })
    for (const list of [options.context_windows, options.inference_geos, options.speeds]) {
      expect(list).toEqual([
        { value: '', label: 'Not stated' },
        { value: 'one', label: 'one' },
        { value: 'two', label: 'two' },
      ])
    }
  })
  it('select every group of their dimension by its own key', async () => {
    for (const name of names) {
      const { groups } = await screenOf({}, name)
      expect(groups).toHaveLength(3)
      for (const group of groups) expect((await rowsOf({ [name]: [group.key] })).total, name).toBe(group.records)
    }
  })
})

describe('rows behind sums by person', () => {
  it('are the rows the sums are made of', async () => {
    const { totals, groups } = await screenOf({}, 'person')
    const all = await rowsOf({}, 'person')
    expect(totals.records).toBe(actors.length)
    expect(all.total).toBe(totals.records)
    expect(seqs(all.rows)).toEqual(seqs(actors))
    for (const group of groups) {
      const own = await rowsOf({ person: [group.key] }, 'person')
      expect(own.total).toBe(group.records)
    }
  })
  it('are other rows than those behind sums by anything else', async () => {
    expect(seqs((await rowsOf({}, 'model')).rows)).toEqual(seqs(rows))
    expect(seqs((await rowsOf({})).rows)).toEqual(seqs(rows))
  })
  it('follow the filter', async () => {
    const { totals } = await screenOf({ speed: [''] }, 'person')
    const found = await rowsOf({ speed: [''] }, 'person')
    expect(found.total).toBe(totals.records)
    expect(found.rows.every((row) => row.speed === null)).toBe(true)
  })
})
