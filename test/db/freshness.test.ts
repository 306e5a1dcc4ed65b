import { describe, expect, it } from 'vitest'
import { EMPTY_DIRECTORY } from '../../worker/db/tenant/labels.ts'
import { connection, stream, usage } from '../../worker/db/tenant/schema.ts'
import { readUsage } from '../../worker/db/tenant/usage.ts'
import { newTenantId, type TenantId } from '../../worker/ids.ts'
import { askAlone, connectionSeed, db, insertRows, streamSeed, usageSeed } from './seed.ts'

const TODAY = '2026-11-20'
const range = { from: '2026-11-01', to: '2026-11-10', days: 10 }

async function freshnessOf(tenant: TenantId, model?: string[]) {
  const ask = { range, filter: { model }, by: 'model', step: 'day', today: TODAY } as const
  return (await readUsage(db, tenant, ask, EMPTY_DIRECTORY, askAlone)).freshness
}

async function connected(more: Parameters<typeof streamSeed>[3] = {}, state = 'working'): Promise<TenantId> {
  const tenant = newTenantId()
  await insertRows(connection, [connectionSeed(tenant, 'cn_1', state)])
  await insertRows(stream, [streamSeed(tenant, 'cn_1', 'anthropic.usage', more)])
  return tenant
}

describe('why a screen is empty', () => {
  it('is nothing when it is not', async () => {
    const tenant = await connected()
    await insertRows(usage, [usageSeed(tenant, '2026-11-05')])
    expect(await freshnessOf(tenant)).toEqual({
      data_until: '2026-11-20T14:00:00.000Z',
      updated_at: '2026-11-20T14:00:00.000Z',
      empty: null,
      nearest_day: null,
    })
  })
  it('is that nothing is connected', async () => {
    expect(await freshnessOf(newTenantId())).toEqual({
      data_until: null,
      updated_at: null,
      empty: 'not_connected',
      nearest_day: null,
    })
  })
  it('is that nothing is connected any more, unless something was read before', async () => {
    const tenant = await connected({}, 'removed')
    expect(await freshnessOf(tenant)).toMatchObject({ empty: 'not_connected', data_until: null })
    await insertRows(usage, [usageSeed(tenant, '2026-10-05')])
    expect(await freshnessOf(tenant)).toMatchObject({ empty: 'no_data_in_range', nearest_day: '2026-10-05' })
  })
  it('is that the key may not read it', async () => {
    const tenant = await connected({ state: 'skipped', lastSuccess: null, reachedTo: null })
    expect(await freshnessOf(tenant)).toMatchObject({ empty: 'not_readable' })
  })
  it.each(['running', 'waiting', 'paused'])('is a backfill that is %s', async (backfillState) => {
    expect(await freshnessOf(await connected({ backfillState }))).toMatchObject({ empty: 'backfill_running' })
  })
  it('is the first read that is still to come', async () => {
    expect(await freshnessOf(await connected({ lastSuccess: null, reachedTo: null }))).toMatchObject({
      empty: 'backfill_running',
    })
  })
  it('is the range, with the nearest day on either side', async () => {
    const tenant = await connected()
    expect(await freshnessOf(tenant)).toMatchObject({ empty: 'no_data_in_range', nearest_day: null })
    await insertRows(usage, [usageSeed(tenant, '2026-10-01')])
    expect(await freshnessOf(tenant)).toMatchObject({ empty: 'no_data_in_range', nearest_day: '2026-10-01' })
    await insertRows(usage, [usageSeed(tenant, '2026-11-15')])
    expect(await freshnessOf(tenant)).toMatchObject({ empty: 'no_data_in_range', nearest_day: '2026-11-15' })
  })
  it('is the filter', async () => {
    const tenant = await connected()
    await insertRows(usage, [usageSeed(tenant, '2026-11-05')])
    expect(await freshnessOf(tenant, ['no-such-model'])).toMatchObject({
      empty: 'filter_matches_nothing',
      nearest_day: null,
    })
  })
})

describe('how far data reaches', () => {
  it('is what the slowest connection has reached, read last when any was', async () => {
    const tenant = await connected({ reachedTo: '2026-11-19T00:00:00.000Z', lastSuccess: '2026-11-19T00:00:00.000Z' })
    await insertRows(connection, [connectionSeed(tenant, 'cn_2')])
    await insertRows(stream, [
      streamSeed(tenant, 'cn_2', 'anthropic.usage'),
      streamSeed(tenant, 'cn_2', 'anthropic.costs', { reachedTo: '2020-01-01T00:00:00.000Z' }),
    ])
    expect(await freshnessOf(tenant)).toMatchObject({
      data_until: '2026-11-19T00:00:00.000Z',
      updated_at: '2026-11-20T14:00:00.000Z',
    })
  })
  it('never looks at another tenant', async () => {
    await connected({ reachedTo: '2026-11-20T14:00:00.000Z' })
    expect(await freshnessOf(newTenantId())).toMatchObject({ data_until: null, empty: 'not_connected' })
  })
})
