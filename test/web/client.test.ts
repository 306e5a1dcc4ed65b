// The API client: one shape of error whatever comes back, or does not.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiError, api, pathWith } from '../../web/src/api/client.ts'

function answer(body: unknown, init: ResponseInit = {}) {
  const fetched = vi.fn(
    async (_path: string, _init: RequestInit) =>
      new Response(typeof body === 'string' ? body : JSON.stringify(body), init),
  )
  vi.stubGlobal('fetch', fetched)
  return fetched
}

const failure = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ApiError)) throw new Error('no ApiError was thrown')
  return error
}

afterEach(() => vi.unstubAllGlobals())

describe('api client', () => {
  it('puts lists and numbers into the query and leaves out what is not set', async () => {
    const fetched = answer({ ok: true })
    await api.get('/api/usage', { query: { model: ['a', 'b'], limit: 10, who: undefined, key: null } })
    expect(fetched.mock.calls[0]?.[0]).toBe('/api/usage?model=a&model=b&limit=10')
    expect(pathWith('/api/usage')).toBe('/api/usage')
  })
  it('sends JSON and names it', async () => {
    const fetched = answer({ id: 'x' })
    expect(await api.post('/api/exports', { format: 'bundle' })).toEqual({ id: 'x' })
    const init = fetched.mock.calls[0]?.[1]
    expect(init?.body).toBe('{"format":"bundle"}')
    expect(new Headers(init?.headers).get('content-type')).toBe('application/json')
  })
  it('sends no body and no content type when there is none', async () => {
    const fetched = answer({})
    await api.delete('/api/tokens/1')
    expect(fetched.mock.calls[0]?.[1].body).toBeUndefined()
    expect(new Headers(fetched.mock.calls[0]?.[1].headers).has('content-type')).toBe(false)
  })
  it('answers undefined to 204', async () => {
    vi.stubGlobal('fetch', async () => new Response(null, { status: 204 }))
    expect(await api.delete('/api/tokens/1')).toBeUndefined()
  })
  it('turns the error body into code, message, details and request id', async () => {
    answer(
      { error: { code: 'forbidden', message: 'Only admins may.', details: { need: 'admin' }, request_id: 'req_1' } },
      { status: 403 },
    )
    const error = await failure(api.get('/api/content'))
    expect(error).toMatchObject({
      status: 403,
      code: 'forbidden',
      message: 'Only admins may.',
      details: { need: 'admin' },
      requestId: 'req_1',
    })
    expect(error.mayPass).toBe(false)
  })
  it('still says something of an error page that is not ours', async () => {
    answer('<html>', { status: 502, headers: { 'x-request-id': 'req_2' } })
    const error = await failure(api.get('/api/me'))
    expect(error).toMatchObject({ status: 502, code: 'unreadable', requestId: 'req_2' })
    expect(error.mayPass).toBe(true)
  })
  it('calls a lost connection by its name', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('fetch failed')
    })
    expect(await failure(api.get('/api/me'))).toMatchObject({
      status: 0,
      code: 'network',
      requestId: null,
      mayPass: true,
    })
  })
  it('refuses an answer that is no JSON', async () => {
    answer('hello')
    expect(await failure(api.get('/api/me'))).toMatchObject({ status: 200, code: 'unreadable' })
  })
})
