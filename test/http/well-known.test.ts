// The public side: what an auditor fetches without an account, and that it says nothing of tenants and never breaks.

import { env } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { CutList, LogKeys } from '../../worker/http/schemas/rootlog.ts'
import { fromB64, fromHex, hex, utf8 } from '../../worker/ledger/bytes.ts'
import { openCheckpoint } from '../../worker/ledger/checkpoint.ts'
import { decodeEntries } from '../../worker/ledger/entries.ts'
import { makeKey, parseVkey } from '../../worker/ledger/note.ts'
import { rootHome } from '../../worker/region.ts'
import { referenceLeaf, referenceRoot } from '../ledger/reference-tree.ts'
import { rootLog } from '../root/judge.ts'
import { sources } from '../root/leaves.ts'
import { ledger, makeTenant } from '../support/tenants.ts'
import { app, Browser, expectErrorShape, newTenant, ORIGIN, type Reply } from './harness.ts'

const AT = '/.well-known/tallystick'
const nobody = new Browser()
const get = (path: string) => nobody.get(`${AT}${path}`)

async function bytesOf(path: string): Promise<Uint8Array> {
  const answer = await app.request(`${ORIGIN}${AT}${path}`, {}, env)
  expect([path, answer.status]).toEqual([path, 200])
  return new Uint8Array(await answer.arrayBuffer())
}

function expectPublic(reply: Reply, cache: string): void {
  expect(reply.status).toBe(200)
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'cache-control': cache,
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  })
  expect(reply.headers.get('set-cookie')).toBeNull()
}

const FOR_EVER = 'public, max-age=31536000, immutable'
const A_MINUTE = 'public, max-age=60'

describe('before the first cut', () => {
  it('there is no checkpoint and no cut, in words', async () => {
    expectErrorShape(await get('/root/checkpoint'), 404, 'not_found')
    expect((await get('/root/cuts')).body).toEqual({ cuts: [], next_cursor: null })
  })
})

describe('the root log in public', () => {
  beforeAll(async () => {
    for (const count of [3, 254, 4]) {
      await Promise.all(sources(count).map((source) => source.next()))
      await rootLog().cut()
    }
  })

  it('names the keys to pin, and how', async () => {
    const reply = await get('/keys')
    expectPublic(reply, A_MINUTE)
    const { origin, keys, tenant, how_to_pin } = LogKeys.parse(reply.body)
    expect(keys.root.map((vkey) => parseVkey(vkey)?.name)).toEqual([`${origin}/root`])
    expect(keys.export.map((vkey) => parseVkey(vkey)?.name)).toEqual([`${origin}/export`])
    expect(how_to_pin).toContain('--pin')
    // Enough to make the vkey of one's own tenant, which names it.
    const id = await makeTenant()
    const { vkey, origin: own } = await ledger(id).state()
    expect(tenant.name.replace('<tenant id>', id)).toBe(own)
    expect(makeKey(own, fromB64(tenant.public_key).slice(1)).text).toBe(vkey)
  })

  it('is verified with the keys, the checkpoint and the bundles alone', async () => {
    const { origin, keys } = LogKeys.parse((await get('/keys')).body)
    const key = parseVkey(keys.root[0] ?? '')
    if (key === undefined) throw new Error('no key')
    const reply = await get('/root/checkpoint')
    expectPublic(reply, A_MINUTE)
    const opened = await openCheckpoint(String(reply.body), `${origin}/root`, [key])
    if (!opened.ok) throw new Error(opened.code)
    expect(opened.checkpoint.size).toBe(261)
    const entries = [
      ...(decodeEntries(await bytesOf('/root/tile/entries/000')) ?? []),
      ...(decodeEntries(await bytesOf('/root/tile/entries/001.p/5')) ?? []),
    ]
    const hashes = entries.map(referenceLeaf)
    expect(hex(referenceRoot(hashes))).toBe(hex(opened.checkpoint.root))
    expect(hex((await bytesOf('/root/tile/0/000')).subarray(32, 64))).toBe(hex(hashes[1] ?? new Uint8Array()))
    expectPublic(await get('/root/tile/1/000.p/1'), FOR_EVER)
  })

  it('lists its cuts newest first, page after page, each with its frozen checkpoint', async () => {
    const first = CutList.parse((await get('/root/cuts?limit=2')).body)
    const second = CutList.parse((await get(`/root/cuts?limit=2&cursor=${first.next_cursor}`)).body)
    const cuts = [...first.cuts, ...second.cuts]
    expect(cuts.map(({ number, size, anchor }) => [number, size, anchor])).toEqual([
      [3, 261, null],
      [2, 257, null],
      [1, 3, null],
    ])
    expect(second.next_cursor).toBeNull()
    for (const { size, root } of cuts) {
      const reply = await get(`/root/cuts/${size}/checkpoint`)
      expectPublic(reply, FOR_EVER)
      const lines = String(reply.body).split('\n')
      expect([lines[1], hex(fromB64(lines[2] ?? ''))]).toEqual([String(size), root])
    }
    expect(fromHex(cuts[0]?.root ?? '')).toHaveLength(32)
  })

  it('serves what there is of a cut’s anchor, each file under its own type', async () => {
    const { archive } = rootHome(env)
    const types = {
      'root.ots': 'application/octet-stream',
      'headers.json': 'application/json',
      cosignatures: 'text/plain; charset=utf-8',
      'tsa.example.tsr': 'application/timestamp-reply',
    }
    for (const [name, type] of Object.entries(types)) {
      expectErrorShape(await get(`/root/cuts/3/${name}`), 404, 'not_found')
      await archive.put(`root/cuts/3/${name}`, utf8('{"x":1}'))
      const reply = await get(`/root/cuts/3/${name}`)
      // It may still grow: nobody keeps it for long.
      expectPublic(reply, A_MINUTE)
      expect(reply.headers.get('content-type')).toBe(type)
    }
  })

  it('is the same for whoever is signed in, sends a bad token, or comes from another site', async () => {
    const { owner } = await newTenant()
    const plain = await get('/root/checkpoint')
    const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://auditor.example' }
    for (const reply of [
      await owner.browser.get(`${AT}/root/checkpoint`),
      await nobody.send('GET', `${AT}/root/checkpoint`, { headers }),
      await nobody.send('GET', `${AT}/root/checkpoint`, { headers: { authorization: 'Bearer wrong' } }),
    ]) {
      expectPublic(reply, A_MINUTE)
      expect(reply.body).toBe(plain.body)
    }
  })

  it.each([
    '/root/tile/0/0',
    '/root/tile/0/999',
    '/root/tile/0/000.p/256',
    '/root/tile/0/000.p/0',
    '/root/tile/entries/x',
    '/root/tile/..%2f..%2fcheckpoint',
    '/root/tile/%00',
    '/root/tile/%E0%A4%A',
    '/root/tile/',
    '/root/cuts/0/checkpoint',
    '/root/cuts/4/checkpoint',
    '/root/cuts/03/checkpoint',
    '/root/cuts/-3/checkpoint',
    '/root/cuts/3e0/checkpoint',
    '/root/cuts/99999999999999999999/checkpoint',
    '/root/cuts/3/nothing',
    '/root/cuts/3/..%2f..%2fcheckpoint',
    '/root/cuts/3/%00.tsr',
    '/root/cuts/3/.tsr',
    '/root/cuts/3',
    '/root/cuts/3/checkpoint/more',
    '/root',
    '',
  ])('has nothing at %s', async (path) => {
    const reply = await get(path)
    expectErrorShape(reply, 404, 'not_found')
    expect(reply.headers.get('cache-control')).toBe('no-store')
  })

  it.each(['cursor=%00', 'cursor=e30', 'cursor=WzEuNV0', 'limit=0', 'limit=x'])(
    'refuses a list with %s',
    async (query) => {
      expect((await get(`/root/cuts?${query}`)).status).toBe(400)
    },
  )

  it('has nothing at a path of any length', async () => {
    for (const path of [`/root/tile/${'x001/'.repeat(900)}001`, `/root/cuts/3/${'x'.repeat(3000)}.tsr`]) {
      expectErrorShape(await get(path), 404, 'not_found')
    }
  })

  it('takes nothing: other methods are refused', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const reply = await nobody.send(method, `${AT}/root/checkpoint`, { json: {} })
      expectErrorShape(reply, 405, 'method_not_allowed')
    }
  })

  it('says nothing of a tenant: its files are not under any of these paths', async () => {
    const tenant = await makeTenant()
    await ledger(tenant).settle()
    for (const path of [`/root/../${tenant}/checkpoint`, `/${tenant}/checkpoint`, `/root/cuts/${tenant}/checkpoint`]) {
      expect([path, (await get(path)).status]).toEqual([path, 404])
    }
    for (const path of ['/keys', '/root/checkpoint', '/root/cuts']) {
      expect(JSON.stringify((await get(path)).body)).not.toMatch(/tn_[0-9a-z]/)
    }
  })

  it('stops a flood from one address', async () => {
    const flood = new Browser()
    // Twice the limit: its minute may end in between.
    let last = await flood.get(`${AT}/keys`)
    for (let n = 0; n < 2600 && last.status !== 429; n++) last = await flood.get(`${AT}/keys`)
    expectErrorShape(last, 429, 'rate_limited')
  })
})
