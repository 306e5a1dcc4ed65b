// Mail domains that are one: what the settings take, how they keep it, and that the change is a record.
import { describe, expect, it } from 'vitest'
import { acts, at, code, newTenant } from './harness.ts'

const lists = (count: number, domains: number, tail = 'example') =>
  Array.from({ length: count }, (_, list) => Array.from({ length: domains }, (_, one) => `d${list}x${one}.${tail}`))

describe('domain_aliases', () => {
  it('are kept in lower case and ASCII, and the change is a record of both', async () => {
    const { owner, tenantId } = await newTenant()
    const json = { domain_aliases: [[' Northwind.Example', 'bücher.example']] }
    const kept = [['northwind.example', 'xn--bcher-kva.example']]
    expect(at((await owner.browser.patch('/api/settings', json)).body, 'domain_aliases')).toEqual(kept)
    expect(at((await owner.browser.get('/api/settings')).body, 'domain_aliases')).toEqual(kept)
    expect(acts.findLast(({ tenant }) => tenant === tenantId)?.act).toMatchObject({
      kind: 'tenant',
      data: { action: 'settings_changed', changed: { domain_aliases: { from: [], to: kept } } },
    })
  })
  it('that are the same again are no change, and none at all take them away', async () => {
    const { owner } = await newTenant()
    const set = (domain_aliases: unknown) => owner.browser.patch('/api/settings', { domain_aliases })
    await set([['a.example', 'b.example']])
    const before = acts.length
    expect((await set([['A.example', 'b.example']])).status).toBe(200)
    expect(acts.length).toBe(before)
    expect(at((await owner.browser.patch('/api/settings', { name: 'Other' })).body, 'domain_aliases')).toHaveLength(1)
    expect(at((await set([])).body, 'domain_aliases')).toEqual([])
  })
  it('may be as many as the limits say', async () => {
    const { owner } = await newTenant()
    expect((await owner.browser.patch('/api/settings', { domain_aliases: lists(20, 20) })).status).toBe(200)
  })
  it.each<[string, unknown, string]>([
    ['a list of one', [['a.example']], 'body.domain_aliases[0]'],
    ['an empty list', [[]], 'body.domain_aliases[0]'],
    ['no domain', [['a.example', 'localhost']], 'body.domain_aliases[0][1]'],
    ['an address', [['a.example', 'mei@b.example']], 'body.domain_aliases[0][1]'],
    ['a domain twice in a list', [['a.example', 'A.example']], 'body.domain_aliases[0][1]'],
    [
      'a domain in two lists',
      [
        ['a.example', 'b.example'],
        ['c.example', 'b.example'],
      ],
      'body.domain_aliases[1][1]',
    ],
    ['too many lists', lists(21, 2), 'body.domain_aliases'],
    ['too long a list', lists(1, 21), 'body.domain_aliases[0]'],
    ['more letters than a record can hold', lists(20, 20, `${'x'.repeat(60)}.example`), 'body.domain_aliases'],
    ['something else', 'a.example', 'body.domain_aliases'],
  ])('refuse %s in words', async (_, domain_aliases, path) => {
    const { owner } = await newTenant()
    const reply = await owner.browser.patch('/api/settings', { domain_aliases })
    expect([reply.status, code(reply)]).toEqual([400, 'invalid_request'])
    expect(at(reply.body, 'error', 'details', 0, 'path')).toBe(path)
  })
})
