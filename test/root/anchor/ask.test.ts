// The one way out: whatever the other side does, a value comes back.
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../../worker/ledger/bytes.ts'
import { outsideAsk, shortText } from '../../../worker/root/anchor/ask.ts'

const url = 'https://calendar.example/digest'

describe('the way out', () => {
  it('sends method, headers and body, and brings back status and bytes', async () => {
    let seen: Request | undefined
    const ask = outsideAsk(async (request) => {
      seen = request
      return new Response('hello', { status: 201 })
    })
    const headers = { accept: 'x/y' }
    const reply = await ask({ url, method: 'POST', headers, body: utf8('abc'), maxBytes: 10 })
    expect(reply).toEqual({ ok: true, status: 201, body: utf8('hello') })
    expect(seen?.method).toBe('POST')
    expect(seen?.headers.get('accept')).toBe('x/y')
    expect(await seen?.text()).toBe('abc')
  })

  it('follows no redirect: the 3xx is the answer', async () => {
    let seen: Request | undefined
    const ask = outsideAsk(async (request) => {
      seen = request
      return new Response(null, { status: 302, headers: { location: 'https://elsewhere.example/' } })
    })
    expect(await ask({ url, maxBytes: 10 })).toMatchObject({ ok: true, status: 302 })
    expect(seen?.redirect).toBe('manual')
  })

  it('takes a body of as many bytes as it may have, and not one more', async () => {
    const ask = outsideAsk(async () => new Response('12345'))
    expect(await ask({ url, maxBytes: 5 })).toMatchObject({ ok: true })
    expect(await ask({ url, maxBytes: 4 })).toEqual({ ok: false, code: 'too_large' })
  })

  it.each([
    ['that never answers', () => new Promise<Response>(() => undefined)],
    [
      'whose body never ends',
      async () => new Response(new ReadableStream({ start: (controller) => controller.enqueue(utf8('x')) })),
    ],
  ])('gives up on a side %s', async (_, send) => {
    const reply = await outsideAsk(send)({ url, maxBytes: 10, timeoutMs: 20 })
    expect(reply).toEqual({ ok: false, code: 'timeout' })
  })

  it.each<[string, (request: Request) => Promise<Response>]>([
    ['cannot be reached', () => Promise.reject(new TypeError('no route'))],
    [
      'breaks off',
      async () => new Response(new ReadableStream({ pull: (controller) => controller.error(new Error('cut')) })),
    ],
  ])('says network where the other side %s', async (_, send) => {
    expect(await outsideAsk(send)({ url, maxBytes: 10 })).toEqual({ ok: false, code: 'network' })
  })

  it('says network for an address that is none', async () => {
    const ask = outsideAsk(async () => new Response(''))
    expect(await ask({ url: 'not an address', maxBytes: 10 })).toEqual({ ok: false, code: 'network' })
  })

  it('reads short texts without white space around them', () => {
    expect(shortText(utf8(' 12\n'))).toBe('12')
    expect(shortText(Uint8Array.of(0xff))).toBe('\ufffd')
  })
})
