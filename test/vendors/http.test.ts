// The vendor client: it only reads, never says the key, and turns everything that can go wrong into a value.
import { describe, expect, it } from 'vitest'
import { vendorClient } from '../../worker/vendors/http.ts'
import { retryAfter } from '../../worker/vendors/http-faults.ts'
import errors from '../vectors/anthropic-examples/_errors.json'
import { literal, SECRET } from './literal.ts'

const never = () => new Promise<Response>(() => undefined)

async function faultOf(reply: Parameters<typeof literal>[0], options = {}) {
  const result = await literal(reply, options).client.get('/v1/x')
  if (result.ok) throw new Error('an answer where a fault was expected')
  return result.fault
}

const statusReply = (status: number, headers: Record<string, string> = {}, body = '{}') => {
  return () => new Response(status === 204 || status === 304 ? null : body, { status, headers })
}

describe('a question', () => {
  it('is a GET with the key, the agent and percent-encoded brackets', async () => {
    const { client, asked } = literal(() => Response.json({}))
    await client.get('/v1/x', [
      ['group_by[]', 'model'],
      ['group_by[]', 'speed'],
      ['starting_at', '2026-11-18T00:00:00Z'],
    ])
    expect(asked).toHaveLength(1)
    expect(asked[0]?.method).toBe('GET')
    expect(asked[0]?.headers.get('x-api-key')).toBe(SECRET)
    expect(asked[0]?.headers.get('user-agent')).toBe('Tallystick/test')
    expect(asked[0]?.url.href).toBe(
      'https://vendor.example/v1/x?group_by%5B%5D=model&group_by%5B%5D=speed&starting_at=2026-11-18T00%3A00%3A00Z',
    )
  })

  it('keeps a path in front of the base URL and takes headers of its own', async () => {
    const urls: string[] = []
    const client = vendorClient({
      baseUrl: 'http://127.0.0.1:9/anthropic//',
      headers: {},
      userAgent: 'a',
      fetch: async (request) => {
        urls.push(`${request.url} ${request.headers.get('anthropic-beta')}`)
        return Response.json({})
      },
    })
    await client.get('/v1/me', [], { 'anthropic-beta': 'b' })
    expect(urls).toEqual(['http://127.0.0.1:9/anthropic/v1/me b'])
  })

  it('has no way to be anything but a GET', () => {
    expect(Object.keys(literal(() => Response.json({})).client)).toEqual(['get'])
  })
})

describe('an answer', () => {
  it('comes with its bytes, their SHA-256, the request id and the organization', async () => {
    const headers = { 'request-id': 'req_1', 'anthropic-organization-id': 'org-uuid' }
    const result = await literal(() => new Response('{"a":1}', { headers })).client.get('/v1/x')
    expect(result).toMatchObject({
      ok: true,
      answer: {
        status: 200,
        json: { a: 1 },
        // printf '{"a":1}' | sha256sum
        sha256: '015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862',
        requestId: 'req_1',
        organization: 'org-uuid',
      },
    })
    expect(result.ok && new TextDecoder().decode(result.answer.body)).toBe('{"a":1}')
  })

  it('keeps every digit of an integer past 2^53 and leaves smaller ones and text alone', async () => {
    const body = '{"big":90071992547409931,"safe":9007199254740991,"text":"12345678901234567890","f":1.5}'
    const result = await literal(() => new Response(body)).client.get('/v1/x')
    expect(result.ok && result.answer.json).toEqual({
      big: '90071992547409931',
      safe: 9007199254740991,
      text: '12345678901234567890',
      f: 1.5,
    })
  })

  it('replaces lone surrogates, which no record can hold', async () => {
    const result = await literal(() => new Response('{"a\\udc00":["x\\ud800"],"b":"\\ud83d\\ude00"}')).client.get(
      '/v1/x',
    )
    expect(result.ok && result.answer.json).toEqual({ 'a\ufffd': ['x\ufffd'], b: '😀' })
  })

  it.each([
    ['an empty body', ''],
    ['a body that breaks off', '{"data":[{"id"'],
    ['a web page', '<!DOCTYPE html><html><body>login</body></html>'],
    ['bytes', '\u0000\u0001'],
    ['nesting without end', '['.repeat(200_000)],
  ])('that is %s is unreadable and kept whole', async (_, body) => {
    const result = await literal(() => new Response(body)).client.get('/v1/x')
    expect(result).toMatchObject({ ok: false, fault: { code: 'unreadable' }, answer: { status: 200 } })
    const kept = !result.ok && 'answer' in result ? new TextDecoder().decode(result.answer.body) : undefined
    expect(kept).toBe(body)
  })

  it('over the cap is refused while it streams', async () => {
    let sent = 0
    const endless = () => {
      const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
        sent += 1024
        controller.enqueue(new Uint8Array(1024).fill(32))
      }
      return new Response(new ReadableStream({ pull }))
    }
    expect(await faultOf(endless, { maxBytes: 10_000 })).toMatchObject({ code: 'too_large' })
    expect(sent).toBeLessThan(1_000_000)
  })
})

describe('a failure', () => {
  it.each([
    [400, 'bad_request'],
    [401, 'unauthorized'],
    [402, 'forbidden'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [405, 'bad_request'],
    [408, 'timeout'],
    [413, 'bad_request'],
    [418, 'bad_request'],
    [429, 'rate_limited'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
    [529, 'unavailable'],
    [204, 'unavailable'],
    [301, 'network'],
    [302, 'network'],
    [307, 'network'],
  ])('with status %i is %s', async (status, code) => {
    const headers = status >= 300 && status < 400 ? { location: 'https://elsewhere.example/' } : {}
    expect(await faultOf(statusReply(status, headers))).toMatchObject({ code, status })
  })

  it('that points elsewhere is never followed', async () => {
    const { client, asked } = literal(
      () => new Response(null, { status: 302, headers: { location: 'https://e.example' } }),
    )
    await client.get('/v1/x')
    expect(asked).toMatchObject([{ redirect: 'manual' }])
  })

  it.each([401, 403, 404, 400])('with status %i and a web page says nothing about the key', async (status) => {
    expect(await faultOf(statusReply(status, {}, '<html>blocked</html>'))).toMatchObject({ code: 'unavailable' })
  })

  it.each(errors)('$name keeps the vendor’s words and id', async ({ status, headers, body }) => {
    const reply = () => new Response(JSON.stringify(body), { status, headers: Object.entries(headers) })
    const fault = await faultOf(reply)
    expect(fault).toMatchObject({ status, requestId: headers['request-id'] })
    expect('vendorMessage' in fault && fault.vendorMessage).toBe(body.error.message.slice(0, 300))
  })

  it('says when asking again is pointless', async () => {
    expect(await faultOf(statusReply(500, { 'x-should-retry': 'false' }))).toMatchObject({ final: true })
    expect(await faultOf(statusReply(500))).not.toHaveProperty('final')
  })

  it('says how long to wait', async () => {
    expect(await faultOf(statusReply(429, { 'retry-after': '17' }))).toMatchObject({ retryAfter: 17 })
  })

  it.each([
    ['0', 0],
    ['17', 17],
    ['1.2', 2],
    ['Sat, 21 Nov 2026 12:00:30 GMT', 30],
    ['Sat, 21 Nov 2026 11:00:00 GMT', 0],
    ['99999999', 86_400],
    ['soon', undefined],
    ['-5', undefined],
  ])('reads Retry-After %s', (header, seconds) => {
    const now = Date.parse('2026-11-21T12:00:00Z')
    // A bare negative number is taken by some date parsers for a year; both readings are harmless.
    const said = retryAfter(header, now)
    expect(header === '-5' ? [undefined, 0] : [seconds]).toContain(said)
  })

  it('is a value when nothing answers at all', async () => {
    expect(await faultOf(() => Promise.reject(new TypeError(`connect ${SECRET}`)))).toEqual({
      code: 'network',
      words: 'Anthropic could not be reached.',
    })
  })

  it('is a timeout when the answer, or the rest of its body, never comes', async () => {
    expect(await faultOf(never, { timeoutMs: 20 })).toMatchObject({ code: 'timeout' })
    const trickle = () =>
      new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([123])) }))
    expect(await faultOf(trickle, { timeoutMs: 20 })).toMatchObject({ code: 'timeout' })
  })

  it('is a network fault when the body breaks off', async () => {
    const broken = () => {
      const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => controller.error(new Error('reset'))
      return new Response(new ReadableStream({ pull }))
    }
    expect(await faultOf(broken)).toMatchObject({ code: 'network' })
  })
})

describe('the key', () => {
  const said = (text: string, status = 403) => {
    const body = { type: 'error', error: { type: 'x', message: text } }
    return faultOf(() => Response.json(body, { status, headers: { 'request-id': SECRET } }))
  }

  it('is in no fault, whatever the vendor repeats', async () => {
    const other = ['sk', 'ant', 'api03', 'y'.repeat(30)].join('-')
    const fault = await said(`key ${SECRET} and ${other} and Bearer abcdefghijk of dana@example.com`)
    expect(fault).toMatchObject({ vendorMessage: 'key [key] and [key] and [key] of [address]' })
    expect(JSON.stringify(fault)).not.toContain('xxxx')
    expect(fault).not.toHaveProperty('requestId')
  })

  it.each([`${SECRET}\n`, `${SECRET}\u0000`, 'ключ', `${SECRET}\r\nx: y`])(
    'that cannot be a header is neither sent nor said (%#)',
    async (key) => {
      let sent = 0
      const fetch = async () => {
        sent += 1
        return Response.json({})
      }
      const options = { baseUrl: 'https://v.example', headers: { 'x-api-key': key }, userAgent: 'a', fetch }
      const result = await vendorClient(options).get('/v1/x')
      expect(result).toMatchObject({ ok: false, fault: { code: 'bad_request' } })
      expect(JSON.stringify(result)).not.toContain(key.slice(0, 4))
      expect(sent).toBe(0)
    },
  )

  it('leaves a long message cut and on one line', async () => {
    const fault = await said(`a\n\u0007b ${'word '.repeat(200)}`)
    const message = 'vendorMessage' in fault ? (fault.vendorMessage ?? '') : ''
    expect(message.startsWith('a b word')).toBe(true)
    expect(message).toHaveLength(300)
  })
})
