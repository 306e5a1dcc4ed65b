import { beforeAll, describe, expect, it } from 'vitest'
import { dayOf } from '../../worker/db/tenant/range.ts'
import { activity, codeDay, cost } from '../../worker/db/tenant/schema.ts'
import { overviewRoutes } from '../../worker/http/routes/overview.ts'
import { OverviewAnswer } from '../../worker/http/schemas/overview.ts'
import { newSubjectId, newTenantId, type TenantId } from '../../worker/ids.ts'
import { activitySeed, codeSeed, costSeed, insertRows } from '../db/seed.ts'
import { actorOf, get } from './read-app.ts'

const TODAY = dayOf(new Date())
const tenant = newTenantId()
const ada = newSubjectId()
const at = `${TODAY}T00:00:00.000Z`

/** Says whose ledger was asked. */
const routes = overviewRoutes(async (_, actor) => ({
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

beforeAll(async () => {
  for (const owner of [tenant, newTenantId()]) {
    await insertRows(cost, [costSeed(owner, TODAY, { amount: 12 })])
    await insertRows(activity, [activitySeed(owner, at, { subject: ada })])
    await insertRows(codeDay, [codeSeed(owner, TODAY, { subject: ada })])
  }
})

const ask = (query: string, role: Parameters<typeof actorOf>[1] = 'owner', owner: TenantId = tenant) =>
  get(routes, actorOf(owner, role), `/api/overview${query}`)

describe('GET /api/overview', () => {
  it('answers as its schema says, with the ledger of the actor’s own tenant', async () => {
    const answer = OverviewAnswer.parse((await ask('')).json())
    expect(answer.ledger.tenant).toBe(tenant)
    expect(answer.cost.billed).toBe('12')
    expect([answer.activity.length, answer.top_people.length]).toEqual([1, 1])
  })
  it('shows finance the money and nobody’s name or deeds', async () => {
    const answer = OverviewAnswer.parse((await ask('', 'finance')).json())
    expect(answer).toMatchObject({ cost: { billed: '12' }, activity: [], top_people: [] })
  })
  it('refuses members, and tokens that may read usage but not costs', async () => {
    expect((await ask('', 'member')).status).toBe(403)
    const token = { ...actorOf(tenant), permissions: new Set(['read:usage'] as const) }
    expect((await get(routes, token, '/api/overview')).status).toBe(403)
  })
  it.each(['?from=2026-11-31', '?from=2026-11-02&to=2026-11-01'])('refuses %s in words', async (query) => {
    expect((await ask(query)).status).toBe(400)
  })
  it('shows another tenant nothing of this one', async () => {
    const answer = OverviewAnswer.parse((await ask('', 'owner', newTenantId())).json())
    expect(answer).toMatchObject({ cost: { billed: '0' }, people: { active: 0 }, activity: [], top_people: [] })
  })
})
