// Saved views: whose they are, who sees them, and what they may hold.
import { beforeAll, describe, expect, it } from 'vitest'
import { at, type Browser, code, join, newTenant } from './harness.ts'

const usage = { name: 'Models of Platform', screen: 'usage', search: 'r=28d&by=model&workspace=wrkspc_1' }

let owner: Browser
let finance: Browser
let member: Browser
beforeAll(async () => {
  owner = (await newTenant()).owner.browser
  finance = (await join(owner, 'finance')).browser
  member = (await join(owner, 'member')).browser
})

const names = async (who: Browser) => {
  const views = at((await who.get('/api/views')).body, 'views') as { name: string; own: boolean }[]
  return views.map(({ name, own }) => [name, own])
}
const keep = async (who: Browser, json: object) => String(at((await who.post('/api/views', json)).body, 'id'))

describe('a saved view', () => {
  it('is its owner’s own until it is shared, and then everybody’s who may open its screen', async () => {
    const id = await keep(owner, usage)
    expect(await names(owner)).toEqual([['Models of Platform', true]])
    expect(await names(finance)).toEqual([])
    expect((await owner.patch(`/api/views/${id}`, { shared: true })).status).toBe(200)
    expect(await names(finance)).toEqual([['Models of Platform', false]])
    const people = await keep(owner, { name: 'Who left', screen: 'people', search: 'state=removed', shared: true })
    expect(await names(finance)).toEqual([['Models of Platform', false]])
    for (const each of [id, people]) expect((await owner.delete(`/api/views/${each}`)).status).toBe(204)
    expect(await names(owner)).toEqual([])
  })
  it('is changed by its owner only, and a shared one is removed by an admin too', async () => {
    const id = await keep(finance, { ...usage, screen: 'costs', shared: true })
    expect((await owner.patch(`/api/views/${id}`, { name: 'Mine now' })).status).toBe(404)
    expect((await owner.delete(`/api/views/${id}`)).status).toBe(204)
    const own = await keep(finance, { ...usage, screen: 'costs' })
    expect((await owner.delete(`/api/views/${own}`)).status).toBe(404)
    expect((await finance.patch(`/api/views/${own}`, { name: 'Costs', search: '' })).body).toMatchObject({
      name: 'Costs',
      search: '',
      screen: 'costs',
      shared: false,
      own: true,
    })
  })
  it('of a screen that one may not open is refused', async () => {
    const people = { ...usage, screen: 'people' }
    expect(code(await finance.post('/api/views', people))).toBe('forbidden')
    expect(code(await member.get('/api/views'))).toBe('forbidden')
  })
  it('of another organization is not there', async () => {
    const id = await keep(owner, usage)
    const other = (await newTenant()).owner.browser
    expect((await other.patch(`/api/views/${id}`, { name: 'x' })).status).toBe(404)
    expect((await other.delete(`/api/views/${id}`)).status).toBe(404)
    expect(await names(other)).toEqual([])
  })
  it.each([
    ['no name', { ...usage, name: ' ' }, 'body.name'],
    ['a name of two lines', { ...usage, name: 'a\nb' }, 'body.name'],
    ['a screen that is none', { ...usage, screen: 'content' }, 'body.screen'],
    ['a whole address', { ...usage, search: '?r=28d' }, 'body.search'],
    ['a fragment', { ...usage, search: 'r=28d#top' }, 'body.search'],
    ['what no address holds', { ...usage, search: 'r=28 d' }, 'body.search'],
    ['too much', { ...usage, search: 'a'.repeat(2001) }, 'body.search'],
  ])('with %s is refused in words', async (_, json, path) => {
    const reply = await owner.post('/api/views', json)
    expect([reply.status, at(reply.body, 'error', 'details', 0, 'path')]).toEqual([400, path])
  })
})
