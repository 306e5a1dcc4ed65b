// Exports over HTTP: who may ask for what, what is refused in words, and what other tenants see: nothing.
import { beforeAll, describe, expect, it } from 'vitest'
import { ExportList, ExportView } from '../../worker/http/schemas/exports.ts'
import { ask, call, company, drain, made, type Stage, stage, view } from '../export/stage.ts'
import { at, code, join, newToken, withToken } from './harness.ts'

let on: Stage
let mei: string

beforeAll(async () => {
  on = await stage()
  ;({ mei } = await company(on))
})

describe('asking for an export', () => {
  it('answers at once with a view that says queued', async () => {
    const reply = await call(on, 'POST', '/api/exports', { note: 'for the auditors', max_downloads: 5 })
    const seen = ExportView.parse(reply.body)
    expect([reply.status, seen.state, seen.progress]).toEqual([202, 'queued', { done: 0, of: null }])
    expect(seen).toMatchObject({ note: 'for the auditors', max_downloads: 5, format: 'bundle', disclosed: false })
    expect(seen.created_by.email).toContain('@example.com')
    expect(Date.parse(seen.expires_at) - Date.parse(seen.created_at)).toBe(14 * 86_400_000)
    await drain(on)
  })

  it.each([
    ['a format that is not offered', { format: 'pdf' }],
    ['a table', { format: 'csv' }],
    ['an expiry beyond 90 days', { expires_in_days: 91 }],
    ['no expiry at all', { expires_in_days: 0 }],
    ['a limit of none', { max_downloads: 0 }],
    ['a note of 501 characters', { note: 'x'.repeat(501) }],
    ['an unknown condition', { filter: { colour: 'red' } }],
    ['an unknown kind', { filter: { kinds: ['gossip'] } }],
    ['an empty list', { filter: { streams: [] } }],
    ['a day that is none', { filter: { from: 'May' } }],
    ['an end before its beginning', { filter: { from: '2026-03-02', to: '2026-03-01' } }],
  ])('is refused for %s, in words', async (_, body) => {
    const reply = await call(on, 'POST', '/api/exports', body)
    expect([reply.status, code(reply)]).toEqual([400, 'invalid_request'])
  })

  it('five at once is enough', async () => {
    const own = await stage()
    for (let n = 0; n < 5; n++) await ask(own)
    const reply = await call(own, 'POST', '/api/exports', {})
    expect([reply.status, code(reply)]).toEqual([409, 'too_many_exports'])
    await drain(own)
    expect((await call(own, 'POST', '/api/exports', {})).status).toBe(202)
  })
})

describe('roles', () => {
  it('finance may export what it sees, but neither disclose nor ask for a person', async () => {
    const { browser } = await join(on.owner, 'finance')
    const ask = (body: object) => call(on, 'POST', '/api/exports', body, browser)
    expect((await ask({ filter: { kinds: ['cost', 'tenant'] } })).status).toBe(202)
    expect(code(await ask({ disclose: true }))).toBe('forbidden')
    expect(code(await ask({ filter: { person: mei } }))).toBe('forbidden')
    await drain(on)
  })

  it('an auditor fetches what was made for them, and makes, links and revokes nothing', async () => {
    const { browser } = await join(on.owner, 'auditor')
    const { id } = await made(on, { disclose: true })
    expect((await call(on, 'GET', `/api/exports/${id}/link`, undefined, browser)).status).toBe(200)
    for (const path of ['', `/${id}/link`, `/${id}/revoke`]) {
      expect(code(await call(on, 'POST', `/api/exports${path}`, {}, browser)), path).toBe('forbidden')
    }
  })

  it('finance does not get the link of an export that names people', async () => {
    const { browser } = await join(on.owner, 'finance')
    const [open, closed] = [await made(on), await made(on, { disclose: true })]
    expect((await call(on, 'GET', `/api/exports/${open.id}/link`, undefined, browser)).status).toBe(200)
    expect(code(await call(on, 'GET', `/api/exports/${closed.id}/link`, undefined, browser))).toBe('forbidden')
    expect(code(await call(on, 'POST', `/api/exports/${closed.id}/link`, {}, browser))).toBe('forbidden')
  })

  it('a member sees no exports', async () => {
    const { browser } = await join(on.owner, 'member')
    expect(code(await call(on, 'GET', '/api/exports', undefined, browser))).toBe('forbidden')
  })

  it('a token discloses only where its scopes let it see people', async () => {
    const few = await newToken(on.owner, ['write:exports', 'read:exports'])
    const reply = await withToken(few.text, 'POST', '/api/exports', { disclose: true })
    expect(code(reply)).toBe('forbidden')
  })
})

describe('another tenant', () => {
  it('finds nothing under an id that exists', async () => {
    const { id } = await made(on)
    const other = await stage()
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/link'],
      ['POST', '/link'],
      ['POST', '/revoke'],
      ['GET', '/downloads'],
    ] as const) {
      const reply = await call(other, method, `/api/exports/${id}${path}`, method === 'POST' ? {} : undefined)
      expect([path, reply.status]).toEqual([path, 404])
    }
    expect((await view(on, id)).state).toBe('ready')
  })
})

describe('the list', () => {
  it('shows the newest first and goes on where a page ended', async () => {
    const own = await stage()
    const ids: string[] = []
    for (let n = 0; n < 3; n++) ids.push((await made(own)).id)
    const first = ExportList.parse((await call(own, 'GET', '/api/exports?limit=2')).body)
    const rest = ExportList.parse((await call(own, 'GET', `/api/exports?limit=2&cursor=${first.next_cursor}`)).body)
    expect([...first.exports, ...rest.exports].map(({ id }) => id)).toEqual(ids.reverse())
    expect(rest.next_cursor).toBeNull()
    expect((await call(own, 'GET', '/api/exports?cursor=x')).status).toBe(400)
  })
})

describe('revoking', () => {
  it('may be said twice and stays', async () => {
    const { id } = await made(on)
    for (let n = 0; n < 2; n++) {
      const reply = await call(on, 'POST', `/api/exports/${id}/revoke`)
      expect([reply.status, at(reply.body, 'state')]).toEqual([200, 'revoked'])
    }
    expect((await call(on, 'POST', `/api/exports/${id}/link`, {})).status).toBe(410)
    expect((await call(on, 'GET', `/api/exports/${id}/link`)).status).toBe(410)
  })
})
