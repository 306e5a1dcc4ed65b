// Whatever an agent, or whoever speaks through it, sends as arguments: refused in words, repeated nowhere, data to the database.
import { beforeAll, describe, expect, it } from 'vitest'
import { newTenantId } from '../../worker/ids.ts'
import { at } from './harness.ts'
import { call, mcpActorOf } from './mcp-admin-client.ts'
import { HOSTILE, seedCompany } from './mcp-admin-company.ts'

const tenant = newTenantId()
const actor = mcpActorOf(tenant)
beforeAll(() => seedCompany(tenant))

describe('arguments', () => {
  it.each([
    ['get-usage', { colour: 'red' }, 'takes no other arguments than from, to'],
    ['get-organization', { tenant: newTenantId() }, 'takes no arguments'],
    ['get-usage', { __proto__x: 1, limit: 10 }, 'takes no other arguments'],
    ['get-usage', { limit: 100_000 }, '<=200 at limit'],
    ['get-usage', { limit: '50' }, 'expected number'],
    ['get-usage', { limit: -1 }, '>=1 at limit'],
    ['get-usage', { from: '2026-02-30' }, 'There is no such day'],
    ['get-usage', { from: 'now' }, 'at from'],
    ['get-usage', { from: '2020-01-01', to: '2026-01-01' }, 'at most 800'],
    ['get-usage', { cursor: 'bm90IG91cnM' }, 'invalid_cursor'],
    ['list-activity', { cursor: 'WyJhIiwiYiJd' }, 'invalid_cursor'],
    ['list-workspaces', { vendor: 'acme' }, 'expected one of'],
    ['verify-record', {}, 'at seq'],
    ['verify-record', { seq: 1.5 }, 'at seq'],
    ['verify-record', { seq: 1e300 }, 'at seq'],
    ['get-usage', { model: [{ $ne: null }] }, 'expected string'],
  ])('%s refuses %j in words', async (name, args, words) => {
    const { isError, texts, structured } = await call(actor, name, args)
    expect([isError, structured]).toEqual([true, undefined])
    expect(texts.join()).toContain(words)
  })

  it.each([
    ['fifty-one models', 'get-usage', { model: Array(51).fill('m') }, '<=50 items at model'],
    ['a model of 401 letters', 'get-usage', { model: ['m'.repeat(401)] }, '<=400 characters'],
    ['a cursor of 501 letters', 'list-api-keys', { cursor: 'c'.repeat(501) }, '<=500 characters'],
  ])('of too much are refused: %s', async (_, name, args, words) => {
    const { isError, texts } = await call(actor, name, args)
    expect([isError, texts.join()]).toEqual([true, expect.stringContaining(words)])
  })

  it('are not repeated in the refusal, whatever they are', async () => {
    for (const args of [{ [HOSTILE]: 1 }, { vendor: HOSTILE }, { from: HOSTILE }, { cursor: HOSTILE }]) {
      const { isError, texts } = await call(actor, 'get-usage', args)
      expect([isError, texts.join().includes('Ignore all')]).toEqual([true, false])
    }
  })

  it('as values of a filter select nothing and reach no statement as text', async () => {
    const evil = "x') OR 1=1 --"
    const { structured: answer } = await call(actor, 'get-usage', { model: [evil], workspace: [evil], key: [evil] })
    expect([at(answer, 'totals', 'records'), at(answer, 'freshness', 'empty')]).toEqual([0, 'filter_matches_nothing'])
    expect(at(answer, 'words')).toContain('matches these filters')
  })

  it('in great number are refused before a schema walks them', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`k${n}`, n]))
    const { isError, texts } = await call(actor, 'get-organization', many)
    expect([isError, texts.join()]).toEqual([true, expect.stringContaining('maximum of 200')])
  })

  it.each(['__proto__', 'constructor', 'toString', 'drop-ledger'])('a tool called %s does not exist', async (name) => {
    expect((await call(actor, name)).isError).toBe(true)
  })
})
