// Costs at the second vendor: exact amounts in every form, grouping, filters, and what the vendor corrects afterwards.
import { describe, expect, it } from 'vitest'
import { dayName, dayNumber } from './days.ts'
import { amountOf, dollars } from './openai/amounts.ts'
import { simulatorAt, turn } from './support/asking.ts'
import { allOpenai, askOpenai, at, groupBy } from './support/openai-asking.ts'
import { type Cost, type CostBucket, nanoOf } from './support/openai-money.ts'
import { truthOf } from './truth.ts'

const simulator = simulatorAt()
const { openai } = simulator.world
const costs = async (query: string, own = simulator): Promise<CostBucket[]> => allOpenai(own, `costs?${query}`)

const sum = (rows: readonly Cost[]) => rows.reduce((total, row) => total + nanoOf(row.amount.value), 0n)
const both = groupBy('project_id', 'line_item')
const recent = `start_time=${at('2026-11-08')}&limit=31`

describe('amounts', () => {
  it.each(['number', 'string', 'absurd'] as const)(
    'as %s are the exact bill of each day, whichever way they are grouped',
    async (form) => {
      const own = simulatorAt()
      await turn(own, 'knobs', { openai_amounts: form })
      for (const grouping of ['', both, groupBy('line_item'), groupBy('project_id', 'line_item', 'api_key_id')]) {
        for (const bucket of await costs(`${recent}&${grouping}`, own)) {
          const day = Math.floor(bucket.start_time / 86_400)
          expect(`${dayName(day)} ${sum(bucket.results)}`).toBe(
            `${dayName(day)} ${truthOf(own.world, day).invoice.openai}`,
          )
        }
      }
    },
  )

  it('in text are what was seen live: long decimals, and nothing as 0E-6176', async () => {
    const own = simulatorAt()
    await turn(own, 'knobs', { openai_amounts: 'string' })
    const rows = (await costs(`${recent}&${both}`, own)).flatMap((bucket) => bucket.results)
    const texts = rows.map((row) => row.amount.value)
    expect(texts).toContain('0E-6176')
    expect(texts.every((text) => text === '0E-6176' || /^\d+\.\d{34}$/.test(String(text)))).toBe(true)
  })

  it('read back as the same nanodollar up to a million dollars', () => {
    for (const nano of [1n, 10n, 6_421_180_000n, 999_999_123_456_789n, 123_456_789n, 300_000_001n]) {
      expect(nanoOf(JSON.parse(JSON.stringify(amountOf(nano, 'number'))))).toBe(nano)
      expect(nanoOf(amountOf(nano, 'absurd'))).toBe(nano)
    }
    expect(dollars(-1n)).toBe('-0.000000001')
  })
})

describe('grouping', () => {
  it('leaves what was not asked for null, and rows are merged then', async () => {
    const [bucket] = await costs(`start_time=${at('2026-11-18')}&limit=1`)
    expect(bucket?.results).toHaveLength(1)
    expect(bucket?.results[0]).toMatchObject({ line_item: null, project_id: null, api_key_id: null, quantity: null })
    const [lines] = await costs(`start_time=${at('2026-11-18')}&limit=1&${both}`)
    expect(lines?.results).toHaveLength(truthOf(simulator.world, dayNumber('2026-11-18')).openai.costs.lines)
  })

  it('filters by project, key and line item', async () => {
    const project = openai.specials.euProject.id
    const key = openai.specials.serviceKeys[0]?.id
    const all = (await costs(`${recent}&${groupBy('project_id', 'line_item', 'api_key_id')}`)).flatMap(
      (each) => each.results,
    )
    const left = async (filter: string) =>
      (await costs(`${recent}&${groupBy('project_id', 'line_item', 'api_key_id')}&${filter}`)).flatMap(
        (each) => each.results,
      )
    expect(await left(`project_ids[]=${project}`)).toEqual(all.filter((row) => row.project_id === project))
    expect(await left(`api_key_ids[]=${key}`)).toEqual(all.filter((row) => row.api_key_id === key))
    expect(await left('line_items[]=Vector%20storage')).toEqual(all.filter((row) => row.line_item === 'Vector storage'))
  })

  it('goes 180 days at once, and refuses a user, an hour and no start', async () => {
    const { status, body } = await askOpenai(simulator, `costs?start_time=${at('2026-05-25')}&limit=180`)
    expect([status, body.data.length, body.has_more]).toEqual([200, 180, false])
    for (const bad of ['&group_by[]=user_id', '&bucket_width=1h', '&limit=181']) {
      expect((await askOpenai(simulator, `costs?start_time=${at('2026-11-01')}${bad}`)).status).toBe(400)
    }
    expect((await askOpenai(simulator, 'costs')).status).toBe(400)
  })
})

describe('what the vendor corrects', () => {
  it('scales a restated day in usage and in costs', async () => {
    const own = simulatorAt()
    const of = () => truthOf(own.world, dayNumber('2026-11-16')).openai
    const before = of()
    await turn(own, 'knobs', { restate: { day: '2026-11-16', factor: 1.5 } })
    expect(Number(of().costs.nano) / Number(before.costs.nano)).toBeCloseTo(1.5, 1)
    expect((of().usage.completions.output_tokens ?? 0) / (before.usage.completions.output_tokens ?? 1)).toBeCloseTo(
      1.5,
      1,
    )
    await turn(own, 'reset', {})
    expect(of()).toEqual(before)
  })

  it('can move a line item to another project, so that a tuple vanishes and the sum stays', async () => {
    const own = simulatorAt()
    const of = async () => (await costs(`start_time=${at('2026-11-16')}&limit=1&${both}`, own))[0]?.results ?? []
    const before = await of()
    await turn(own, 'knobs', { openai_move_line: { day: '2026-11-16', line_item: 'Vector storage' } })
    const after = await of()
    const places = (rows: readonly Cost[]) =>
      rows.filter((row) => row.line_item === 'Vector storage').map((row) => row.project_id)
    expect(places(before)).toHaveLength(3)
    expect(places(after)).toEqual([openai.projects[0]?.id])
    expect(sum(after)).toBe(sum(before))
  })

  it('can add usage to a closed day', async () => {
    const own = simulatorAt()
    const of = () => truthOf(own.world, dayNumber('2026-11-16')).openai
    const before = of()
    await turn(own, 'knobs', { openai_late_usage: '2026-11-16' })
    expect(of().usage.completions.rows).toBeGreaterThan(before.usage.completions.rows ?? 0)
    expect(of().costs.nano).toBeGreaterThan(before.costs.nano)
  })
})
