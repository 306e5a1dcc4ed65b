// One signed message: its signature against a vector made by hand and as a receiver checks it; what each answer means.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { newWebhookSecret, signWebhook } from '../../worker/notify/secret.ts'
import { postWebhook } from '../../worker/notify/webhook.ts'

const rules = { loopback: false, own: [] }
const now = new Date('2026-11-21T06:00:00.900Z')
const url = 'https://hooks.example.com/receipts'
const body = '{"type":"checkpoint.receipt"}'

/** As the libraries of Standard Webhooks do it: one good signature of several is enough, and a message may be five minutes old. */
function isGood(secret: string, headers: Headers, received: string, at: Date): boolean {
  const id = headers.get('webhook-id') ?? ''
  const seconds = headers.get('webhook-timestamp') ?? ''
  if (Math.abs(at.getTime() / 1000 - Number(seconds)) > 300) return false
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${seconds}.${received}`).digest()
  return (headers.get('webhook-signature') ?? '').split(' ').some((one) => {
    const [version, signature = ''] = one.split(',')
    const given = Buffer.from(signature, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
}

function answering(answer: () => Response | Promise<Response>): Request[] {
  const sent: Request[] = []
  vi.stubGlobal('fetch', async (input: URL, init: RequestInit) => {
    sent.push(new Request(input, init))
    return answer()
  })
  return sent
}
const post = (secrets: string[] = [newWebhookSecret()], to = url, limit?: number) =>
  postWebhook({ url: to, secrets, id: 'rcp_1', body }, rules, now, limit)

afterEach(() => vi.unstubAllGlobals())

describe('the signature', () => {
  it('is the one that was computed by hand for this key, id, time and body', () => {
    // Key 00 01 … 17; Python: b64(hmac.new(key, b'rcp_0.1700000000.{"type":"checkpoint.receipt"}', sha256).digest())
    const secret = `whsec_${Buffer.from(Array.from({ length: 24 }, (_, i) => i)).toString('base64')}`
    expect(signWebhook([secret], 'rcp_0', 1_700_000_000, body)).toBe('v1,U6462GFV3rqKY96uYukAnbZ86+4IdpZqczD2IP8r2oQ=')
  })

  it('is good for a receiver who follows the specification, and for no other body, id, time or secret', async () => {
    const sent = answering(() => new Response(null, { status: 204 }))
    const [secret, other] = [newWebhookSecret(), newWebhookSecret()]
    expect(await post([secret])).toEqual({ ok: true })
    const [request] = sent
    const headers = new Headers(request?.headers)
    const received = (await request?.text()) ?? ''
    expect(received).toBe(body)
    expect(headers.get('content-type')).toBe('application/json')
    expect(headers.get('webhook-timestamp')).toBe(String(Math.floor(now.getTime() / 1000)))
    expect(isGood(secret, headers, received, now)).toBe(true)
    expect(isGood(other, headers, received, now)).toBe(false)
    expect(isGood(secret, headers, `${received} `, now)).toBe(false)
    expect(isGood(secret, headers, received, new Date(now.getTime() + 600_000))).toBe(false)
    headers.set('webhook-id', 'rcp_2')
    expect(isGood(secret, headers, received, now)).toBe(false)
  })

  it('is good under both secrets while one replaces the other', async () => {
    const sent = answering(() => new Response(null))
    const secrets = [newWebhookSecret(), newWebhookSecret()]
    await post(secrets)
    for (const secret of secrets) expect(isGood(secret, sent[0]?.headers ?? new Headers(), body, now)).toBe(true)
  })

  it('takes secrets of 32 random bytes behind whsec_, and nothing else', () => {
    const secrets = Array.from({ length: 50 }, newWebhookSecret)
    expect(new Set(secrets).size).toBe(50)
    for (const secret of secrets) {
      expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
      expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32)
    }
    expect(() => signWebhook(['plain'], 'rcp_1', 1, body)).toThrow(RangeError)
  })
})

describe('an answer', () => {
  it.each([
    [200, { ok: true }],
    [202, { ok: true }],
    [204, { ok: true }],
    [301, { ok: false, code: 'redirect' }],
    [302, { ok: false, code: 'redirect' }],
    [307, { ok: false, code: 'redirect' }],
    [400, { ok: false, code: 'status', status: 400 }],
    [404, { ok: false, code: 'status', status: 404 }],
    [410, { ok: false, code: 'gone' }],
    [429, { ok: false, code: 'status', status: 429 }],
    [500, { ok: false, code: 'status', status: 500 }],
  ])('of %i is %o', async (status, expected) => {
    const sent = answering(() => new Response(null, { status, headers: { location: 'https://169.254.169.254/' } }))
    expect(await post()).toEqual(expected)
    expect(sent).toHaveLength(1)
    expect(sent[0]?.redirect).toBe('manual')
  })

  it('is read to 4 KiB and no further, and nothing of it comes back', async () => {
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++
        controller.enqueue(new TextEncoder().encode('secret of the inside '.repeat(50)))
      },
    })
    answering(() => new Response(endless, { status: 500 }))
    expect(JSON.stringify(await post())).not.toContain('secret')
    expect(pulled).toBeLessThan(10)
  })

  it('that breaks off in the middle still counts by its status', async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new Error('reset')) })
    answering(() => new Response(broken, { status: 200 }))
    expect(await post()).toEqual({ ok: true })
  })

  it('that does not come in time, or not at all, is told apart', async () => {
    vi.stubGlobal('fetch', (_: URL, { signal }: RequestInit) => {
      return new Promise((_, no) => signal?.addEventListener('abort', () => no(signal.reason)))
    })
    expect(await post(undefined, url, 5)).toEqual({ ok: false, code: 'timeout' })
    answering(() => Promise.reject(new TypeError('connect ECONNREFUSED 10.0.0.1')))
    expect(await post()).toEqual({ ok: false, code: 'unreachable' })
  })
})

describe('a target that is refused', () => {
  it('is not called, whatever was checked when it was set', async () => {
    const sent = answering(() => new Response(null))
    expect(await post(undefined, 'https://169.254.169.254/')).toEqual({ ok: false, code: 'target', target: 'ip' })
    expect(await post(undefined, 'http://hooks.example.com/')).toEqual({ ok: false, code: 'target', target: 'scheme' })
    expect(sent).toEqual([])
  })
})
