// The Overview: bars of billed and not yet billed days, the checkpoint among the events, sums against the days before.
import { describe, expect, it } from 'vitest'
import { comparedSums } from '../../web/src/pages/overview/compared.ts'
import { overviewBars } from '../../web/src/pages/overview/points.ts'
import { ledgerRows } from '../../web/src/pages/overview/rows.ts'
import type { OverviewAnswer } from '../../worker/http/schemas/overview.ts'
import { place } from './places-in-root.ts'

const range = { from: '2026-11-17', to: '2026-11-20', days: 4 }
const day = (at: number, billed: string | null, estimate: string | null, closed = false) => ({
  day: `2026-11-${at}`,
  closed,
  billed: billed ?? '0',
  estimate,
  vendors: billed === null ? [] : [{ vendor: 'anthropic', billed }],
})

describe('the bars', () => {
  const days = [
    day(17, '5000000000', '4900000000', true),
    day(18, null, null),
    day(19, '6000000000', null),
    day(20, null, '2000000000'),
  ]
  const { series, points } = overviewBars({ days, range })
  it('have a series a vendor that billed, and one for the estimate', () => {
    expect(series.map((one) => one.id)).toEqual(['anthropic', 'estimate'])
  })
  it('never mix billed and estimate in one day', () => {
    expect(points.map((point) => point.values)).toEqual([
      [5, 0],
      [0, 0],
      [6, 0],
      [0, 2],
    ])
    expect(points[3]).toMatchObject({ open: true, total: '$2.00 estimate', words: ['–', '$2.00'] })
  })
  it('take an open day before the last bill as billed, but hatch it like every day that is not closed', () => {
    expect(points[1]).toMatchObject({ open: true, total: '$0.00' })
    expect(points[0]?.open).toBe(false)
  })
  it('show an open day without a price as unknown', () => {
    const last = overviewBars({ days: [day(19, '1000000000', null), day(20, null, null)], range }).points[1]
    expect(last).toMatchObject({ total: '–', open: true })
  })
  it('leave the estimate out when every day is billed', () => {
    expect(overviewBars({ days: days.slice(0, 1), range }).series.map((one) => one.id)).toEqual(['anthropic'])
  })
})

const event = (seq: number) => ({
  seq,
  at: '2026-11-20T10:00:00.000Z',
  vendor: 'anthropic' as const,
  type: 'x',
  label: 'X',
  category: 'keys',
  actor_type: 'user',
  who: null,
  machine: false,
  workspace: null,
})
const ledger = {
  tenant: 't',
  origin: 'o',
  vkey: 'v',
  size: 12,
  head: null,
  state: 'running' as const,
  words: null,
  projected: 12,
  records_today: 2,
  first_at: null,
  checkpoint: { number: 3, size: 10, root: 'r', at: '2026-11-20T09:00:00.000Z', note: '' },
}
const reach = {
  checkpoint: { number: 3, size: 10, at: '2026-11-20T09:00:00.000Z' },
  places: [],
  anchored: null,
}

describe('the latest events', () => {
  it('are cut by the newest checkpoint where it stands', () => {
    const rows = ledgerRows({ activity: [event(11), event(10), event(9), event(2)] }, reach)
    expect(rows.map((row) => (row.kind === 'event' ? [row.event.seq, row.proof] : row.key))).toEqual([
      [11, 'pending'],
      [10, 'pending'],
      'checkpoint',
      [9, 'checkpointed'],
      [2, 'checkpointed'],
    ])
  })
  it('are all pending without a checkpoint', () => {
    const rows = ledgerRows({ activity: [event(1)] }, { ...reach, checkpoint: null })
    expect(rows).toMatchObject([{ kind: 'event', proof: 'pending' }])
  })
  it('show no checkpoint that covers none of them', () => {
    expect(ledgerRows({ activity: [event(11)] }, reach).map((row) => row.kind)).toEqual(['event'])
  })
  it('are cut by the newest anchored checkpoint too, and by that alone where nothing stands between the two', () => {
    const anchored = place({ checkpoint_size: 5, block: 921_337, state: 'buried' })
    const cut = { ...reach, places: [anchored], anchored }
    const keys = (...seqs: number[]) =>
      ledgerRows({ activity: seqs.map((seq) => event(seq)) }, cut).map((row) =>
        row.kind === 'event' ? row.proof : row.words,
      )
    const words = 'Checkpoint over 5 records, anchored in Bitcoin block 921,337'
    expect(keys(9, 2)).toEqual(['Checkpoint 3 signed over 10 records', 'checkpointed', words, 'anchored'])
    expect(keys(11, 2)).toEqual(['pending', words, 'anchored'])
  })
})

describe('the bars of two vendors', () => {
  const bill = (at: number, anthropic: string | null, openai: string | null, closed = false) => ({
    ...day(at, null, '1000000000', closed),
    billed: String(BigInt(anthropic ?? 0) + BigInt(openai ?? 0)),
    vendors: [
      ...(anthropic === null ? [] : [{ vendor: 'anthropic', billed: anthropic }]),
      ...(openai === null ? [] : [{ vendor: 'openai', billed: openai }]),
    ],
  })
  const days = [
    bill(17, '5000000000', null, true),
    bill(18, '5000000000', '2000000000'),
    bill(19, '6000000000', null),
    bill(20, null, null),
  ]
  const { series, points } = overviewBars({ days, range })
  it('have the colour of each vendor', () => {
    expect(series.map((one) => one.paint.fill)).toEqual(['var(--a2)', 'var(--o2)', 'var(--sunken)'])
  })
  it('are nothing on a closed day without a bill, and unknown on an open one: then the sum says "at least"', () => {
    expect(points[0]).toMatchObject({ total: '$5.00', words: ['$5.00', '$0.00', '–'] })
    expect(points[1]).toMatchObject({ total: '$7.00' })
    expect(points[2]).toMatchObject({ total: '≥ $6.00', words: ['$6.00', '–', '–'] })
  })
  it('are one estimate on a day that neither has billed', () => {
    expect(points[3]).toMatchObject({ total: '$1.00 estimate', values: [0, 0, 1] })
  })
})

describe('sums against the days before', () => {
  const answer = (billed: string, previous: string): OverviewAnswer => ({
    range,
    freshness: { data_until: null, updated_at: null, empty: null, nearest_day: null },
    cost: { billed, previous, series: [], mostly: 'claude-opus-5-5' },
    tokens: { total: '10', previous: '5', series: [], mostly: null },
    people: { active: 4, previous: 3, members: 9, series: [] },
    month: { billed: '0', estimate: { nano: '0', rows_without_price: 0 }, label: 'November 2026' },
    ledger,
    tally: { from: '', to: '', records: [], checkpoints: [] },
    days: [],
    needs: [],
    activity: [],
    vendors: ['anthropic'],
    top_people: [],
  })
  it('come from one answer for the days right before, with the model that moved most', () => {
    expect(comparedSums(answer('7', '6'), null, 'before')).toMatchObject({
      cost: ['7', '6'],
      people: ['4', '3'],
      because: { cost: 'claude-opus-5-5' },
    })
  })
  it('come from two answers for a year before, and name no model', () => {
    expect(comparedSums(answer('7', '6'), answer('2', '1'), 'year')).toMatchObject({
      cost: ['7', '2'],
      because: { cost: null },
    })
  })
  it('wait for the second answer', () => {
    expect(comparedSums(answer('7', '6'), null, 'year')).toBeUndefined()
  })
})
