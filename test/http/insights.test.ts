// The routes of insights: who may ask what, what is said while there is too little data, and questions that make no sense.
import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { usage } from '../../worker/db/tenant/schema.ts'
import { insightMoveRoutes } from '../../worker/http/routes/insight-moves.ts'
import { insightPanelRoutes } from '../../worker/http/routes/insight-panels.ts'
import { insightRoutes } from '../../worker/http/routes/insights.ts'
import { FindingsAnswer, ForecastAnswer } from '../../worker/http/schemas/insights.ts'
import { newTenantId } from '../../worker/ids.ts'
import { daysBack, insertRows, usageSeed } from '../db/seed.ts'
import { makeTenant } from '../support/tenants.ts'
import { actorOf, get } from './read-app.ts'

const ROUTES = [...insightRoutes, ...insightMoveRoutes, ...insightPanelRoutes]
const PANELS = ['forecast', 'findings', 'mix', 'movement', 'attribution', 'cache', 'splits', 'prices', 'reconciliation']
const TODAY = '2026-11-20'
const young = await makeTenant()

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date(`${TODAY}T10:00:00Z`) })
  await insertRows(
    usage,
    daysBack(TODAY, 11).map((day) => usageSeed(young, day, { apiKey: 'apikey_1', subject: 'sub_1' })),
  )
})

describe('a tenant without any data', () => {
  it.each(PANELS)('is told so by %s, without an error', async (panel) => {
    const reply = await get(ROUTES, actorOf(newTenantId()), `/api/insights/${panel}`)
    expect(reply.status).toBe(200)
    expect(reply.json()).toMatchObject({ freshness: { empty: 'not_connected' } })
  })
})

describe('under 28 days of data', () => {
  it('there is no forecast, and the day is told on which there will be one', async () => {
    const reply = await get(ROUTES, actorOf(young), '/api/insights/forecast')
    const said = ForecastAnswer.parse(reply.json())
    // Eleven days with today, which is not over.
    expect(said).toMatchObject({
      forecast: null,
      missing: { code: 'under_28_days', have: 10, enough_on: '2026-12-08' },
    })
    expect(said.recorded.nano).toBe('11000000')
  })

  it('nothing is called unusual', async () => {
    const said = FindingsAnswer.parse((await get(ROUTES, actorOf(young), '/api/insights/findings')).json())
    expect(said).toMatchObject({ findings: [], open: 0, missing: { code: 'under_28_days' } })
  })
})

describe('people', () => {
  it.each(['forecast?by=person&value=sub_1', 'attribution?by=person'])('are refused to finance: %s', async (path) => {
    const reply = await get(ROUTES, actorOf(young, 'finance'), `/api/insights/${path}`)
    expect(reply.status).toBe(403)
    expect(reply.json()).toMatchObject({ error: { details: { needs: ['read:people'] } } })
  })

  it('are shown to an auditor', async () => {
    expect((await get(ROUTES, actorOf(young, 'auditor'), '/api/insights/attribution?by=person')).status).toBe(200)
  })
})

it.each([
  ['forecast?by=key', 'query.value'],
  ['forecast?by=vendor&value=elsewhere', 'query.value'],
  ['forecast?by=team&value=team_1', 'query.by'],
  ['mix?from=2026-11-20&to=2026-11-01', 'query.from'],
])('%s is told what is wrong with %s', async (path, place) => {
  const reply = await get(ROUTES, actorOf(young), `/api/insights/${path}`)
  expect(reply.status).toBe(400)
  expect(reply.json()).toMatchObject({ error: { details: [{ path: place }] } })
})

it('a tenant never sees another one’s figures', async () => {
  const other = await makeTenant()
  const said = ForecastAnswer.parse((await get(ROUTES, actorOf(other), '/api/insights/forecast')).json())
  expect([said.recorded.nano, env.APP_URL]).toEqual(['0', 'http://localhost'])
})
