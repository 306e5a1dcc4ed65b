// One person at two vendors, through the routes: whose names and keys are whose comes from the tenant's own records.
import { beforeAll, describe, expect, it } from 'vitest'
import { dayOf } from '../../worker/db/tenant/range.ts'
import { activity, codeDay, cost, member, usage, vendorKey } from '../../worker/db/tenant/schema.ts'
import { activityRoutes } from '../../worker/http/routes/activity.ts'
import { costRoutes } from '../../worker/http/routes/costs.ts'
import { overviewRoutes } from '../../worker/http/routes/overview.ts'
import { sessionRoutes } from '../../worker/http/routes/sessions.ts'
import { usageRoutes } from '../../worker/http/routes/usage.ts'
import { CostsAnswer } from '../../worker/http/schemas/costs.ts'
import { OverviewAnswer } from '../../worker/http/schemas/overview.ts'
import { ActivityAnswer, SessionsAnswer } from '../../worker/http/schemas/people.ts'
import { UsageAnswer, UsageRows } from '../../worker/http/schemas/usage.ts'
import { newSubjectId, newTenantId } from '../../worker/ids.ts'
import { activitySeed, codeSeed, costSeed, insertRows, openaiCost, openaiUsage, usageSeed } from '../db/seed.ts'
import { actorOf, get, nameInDirectory, parseCsv } from './read-app.ts'

const TODAY = dayOf(new Date())
const tenant = newTenantId()
const [mei, meiToo] = [newSubjectId(), newSubjectId()]
const at = `${TODAY}T00:00:00.000Z`
const named = openaiUsage(tenant, TODAY, 'completions', { subject: meiToo, cacheWrite30m: 3, requests: 5 })
const keyed = openaiUsage(tenant, TODAY, 'completions', { apiKey: 'key_mei' })
const images = openaiUsage(tenant, TODAY, 'images', { unit: 'images', quantity: 4, apiKey: 'key_gone', requests: 2 })
const claude = usageSeed(tenant, TODAY, { subject: mei })

const overview = overviewRoutes(async (_, actor) => ({
  ledger: {
    tenant: actor.tenant.id,
    origin: 'log.tallystick.example',
    vkey: 'vkey',
    size: 0,
    head: null,
    state: 'running',
    words: null,
    projected: 0,
    records_today: 0,
    first_at: null,
    checkpoint: null,
  },
  tally: { from: at, to: at, records: [], checkpoints: [] },
}))
const routes = [...usageRoutes, ...costRoutes, ...activityRoutes, ...sessionRoutes, ...overview]

beforeAll(async () => {
  await insertRows(usage, [named, keyed, images, claude])
  await insertRows(cost, [costSeed(tenant, TODAY, { amount: 10 }), openaiCost(tenant, TODAY, { amount: 3 })])
  await insertRows(activity, [
    activitySeed(tenant, at, { subject: mei }),
    activitySeed(tenant, at, { subject: meiToo, vendor: 'openai', type: 'login.succeeded' }),
  ])
  await insertRows(codeDay, [codeSeed(tenant, TODAY, { subject: mei })])
  const standing = { tenant, role: 'user', vanished: 0, rev: 0 }
  await insertRows(member, [{ ...standing, vendor: 'anthropic', subject: mei, seq: 1 }])
  await insertRows(vendorKey, [
    {
      tenant,
      vendor: 'openai',
      id: 'key_mei',
      status: 'active',
      createdBy: meiToo,
      holderType: 'user',
      vanished: 0,
      seq: 2,
      rev: 0,
    },
  ])
  await nameInDirectory(tenant, {
    people: {
      [mei]: { name: 'Mei Example', email: 'mei@northwind.example', seq: 1 },
      [meiToo]: { email: 'Mei@northwind.example', seq: 1 },
    },
    labels: {},
  })
})

const ask = (path: string, role: Parameters<typeof actorOf>[1] = 'owner') => get(routes, actorOf(tenant, role), path)

describe('one person at two vendors', () => {
  it('is one name in the usage of both, keys included', async () => {
    const { groups } = UsageAnswer.parse((await ask('/api/usage?by=person')).json())
    expect(groups.map(({ vendor, label, records }) => [vendor, label, records]).sort()).toEqual([
      ['anthropic', 'Mei Example', 1],
      ['openai', 'Mei Example', 2],
      ['openai', 'Nobody named', 1],
    ])
  })
  it.each([mei, meiToo])('is found by any subject in usage, events and sessions', async (subject) => {
    expect(UsageRows.parse((await ask(`/api/usage/rows?by=person&person=${subject}`)).json()).total).toBe(3)
    const events = ActivityAnswer.parse((await ask(`/api/activity?person=${subject}`)).json())
    expect(events.rows.map(({ who }) => who?.subject)).toEqual([mei, mei])
    expect(SessionsAnswer.parse((await ask(`/api/sessions?person=${subject}`)).json()).total).toBe(1)
    for (const path of ['/api/usage.csv?by=person&person=', '/api/activity.csv?person=', '/api/sessions.csv?person=']) {
      const lines = parseCsv((await ask(`${path}${subject}`)).text).length - 1
      expect(lines, path).toBe(path.includes('usage') ? 3 : path.includes('activity') ? 2 : 1)
    }
  })
  it('is one of those who spent most, and nobody to whom people are not shown', async () => {
    const { top_people, people } = OverviewAnswer.parse((await ask('/api/overview')).json())
    expect(top_people.map(({ name, spend }) => [name, spend.map(({ vendor }) => vendor)])).toEqual([
      ['Mei Example', ['anthropic', 'openai']],
    ])
    expect(people.active).toBe(1)
    expect(OverviewAnswer.parse((await ask('/api/overview', 'finance')).json()).top_people).toEqual([])
  })
})

describe('the filter by vendor', () => {
  it('is taken by every screen, and refused in words', async () => {
    expect(UsageAnswer.parse((await ask('/api/usage?vendor=openai')).json()).totals.records).toBe(3)
    expect(CostsAnswer.parse((await ask('/api/costs?vendor=openai')).json()).totals.billed).toBe('3')
    expect(ActivityAnswer.parse((await ask('/api/activity?vendor=openai')).json()).total).toBe(1)
    const only = OverviewAnswer.parse((await ask('/api/overview?vendor=openai')).json())
    expect([only.cost.billed, only.vendors]).toEqual(['3', ['anthropic', 'openai']])
    expect(OverviewAnswer.parse((await ask('/api/overview')).json()).cost.billed).toBe('13')
    expect((await ask('/api/overview?vendor=acme')).status).toBe(400)
  })
})

describe('services', () => {
  it('are a filter that repeats, and a column of the CSV beside requests and quantities', async () => {
    const answer = UsageAnswer.parse((await ask('/api/usage?by=product&product=images&product=')).json())
    expect(answer.groups.map(({ vendor, key }) => [vendor, key]).sort()).toEqual([
      ['anthropic', ''],
      ['openai', 'images'],
    ])
    expect(answer.other).toMatchObject([{ product: 'images', quantity: '4' }])
    const [head = [], ...lines] = parseCsv((await ask('/api/usage.csv?vendor=openai')).text)
    const cells = (record: number | bigint, ...names: string[]) => {
      const line = lines.find((one) => one[head.indexOf('record')] === String(record)) ?? []
      return names.map((name) => line[head.indexOf(name)])
    }
    expect(cells(images.seq, 'product', 'requests', 'quantity', 'unit')).toEqual(['images', '2', '4', 'images'])
    expect(cells(named.seq, 'cache_write_30m', 'cache_write_12h', 'requests', 'quantity', 'total')).toEqual([
      '3',
      '0',
      '5',
      '',
      '169',
    ])
  })
})
