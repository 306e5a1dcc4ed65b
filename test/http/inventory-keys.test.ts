import { beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../worker/db/tenant/range.ts'
import { usageRoutes } from '../../worker/http/routes/usage.ts'
import { VendorKeyList } from '../../worker/http/schemas/inventory.ts'
import { UsageAnswer } from '../../worker/http/schemas/usage.ts'
import { ada, read, seedInventory, TODAY, tenant } from './inventory-company.ts'
import { actorOf, get } from './read-app.ts'

beforeAll(seedInventory)

describe('GET /api/keys', () => {
  it('says of each key whose it is, where it stands, and what it was used for in the range', async () => {
    const { rows, range } = await read(VendorKeyList, '/api/keys')
    expect(range.days).toBe(28)
    expect(rows.map(({ id, status, workspace_name }) => [id, status, workspace_name])).toEqual([
      ['apikey_1', 'active', 'Default'],
      ['apikey_2', 'gone', 'Old lab'],
      ['apikey_9', 'unlisted', null],
      ['key_bot', 'active', 'Search'],
    ])
    expect(rows[0]).toMatchObject({
      name: 'nightly',
      holder: { subject: ada, name: 'Ada Example' },
      last_used: addDays(TODAY, -1),
      estimate: { nano: '7', rows_without_price: 1 },
    })
    expect(rows[1]).toMatchObject({ last_used: null, tokens: '0', estimate: { nano: '0', rows_without_price: 0 } })
    expect(rows[2]).toMatchObject({ seq: null, history: null, holder: null, last_used: addDays(TODAY, -2) })
    expect(rows[3]).toMatchObject({ holder: null, service_account: { id: 'svc_1', name: 'ci-runner' } })
  })

  it('adds up to the usage screen by key, whatever the range', async () => {
    for (const query of ['', `?from=${addDays(TODAY, -60)}&to=${TODAY}`, `?from=${addDays(TODAY, -2)}`]) {
      const { rows } = await read(VendorKeyList, `/api/keys${query}`)
      const reply = await get(usageRoutes, actorOf(tenant), `/api/usage${query === '' ? '?' : `${query}&`}by=key`)
      const { groups } = UsageAnswer.parse(reply.json())
      const used = rows.filter(({ last_used }) => last_used !== null)
      const sums = (list: typeof groups) =>
        list.map(({ key, tokens, estimate }) => [key, tokens.total, estimate]).sort()
      expect(used.map(({ id, tokens, estimate }) => [id, tokens, estimate]).sort()).toEqual(sums(groups))
    }
  })

  it.each([
    ['status=unlisted', ['apikey_9']],
    ['status=active&vendor=openai', ['key_bot']],
    ['workspace=default', ['apikey_1']],
    ['workspace=wrkspc_1', ['apikey_2']],
  ])('takes the filter %s', async (query, ids) => {
    const { rows, total } = await read(VendorKeyList, `/api/keys?${query}`)
    expect([rows.map(({ id }) => id), total]).toEqual([ids, ids.length])
  })

  it('tells nobody whose a key is who may not see people', async () => {
    const { rows } = await read(VendorKeyList, '/api/keys', tenant, 'finance')
    expect(rows.map(({ holder }) => holder)).toEqual([null, null, null, null])
    expect(JSON.stringify(rows)).not.toContain('ada@example.com')
  })
})
