// What explorers may say and what of it is believed: agreement, hash, proof of work, chaining.
import { describe, expect, it } from 'vitest'
import { fromHex, hex, utf8 } from '../../../worker/ledger/bytes.ts'
import { displayHash, parseHeader } from '../../../worker/ledger/ots/header.ts'
import type { Ask, Reply } from '../../../worker/root/anchor/ask.ts'
import { chainView } from '../../../worker/root/anchor/explorers.ts'
import { mineChain } from '../../ledger/chain.ts'
import { present, readJson } from '../../ledger/vectors.ts'

const explorers = ['https://one.example', 'https://two.example']
const mined = mineChain(new Uint8Array(32).fill(5), 100, 12)
const hashOf = (bytes: Uint8Array) => displayHash(present(parseHeader(bytes)))
const answer = (body: string, status = 200): Reply => ({ ok: true, status, body: utf8(body) })

/** Explorers that tell the truth about a chain, but for what `twist` answers itself. */
function explorersOf(
  chain: ReadonlyMap<number, Uint8Array>,
  twist: (url: string) => Reply | undefined = () => undefined,
): Ask {
  return async ({ url }) => {
    const twisted = twist(url)
    if (twisted !== undefined) return twisted
    const height = /\/block-height\/(\d+)$/.exec(url)?.[1]
    if (height !== undefined) {
      const header = chain.get(Number(height))
      return header === undefined ? answer('Block not found', 404) : answer(hashOf(header))
    }
    const hash = /\/block\/([0-9a-f]{64})\/header$/.exec(url)?.[1]
    const header = [...chain.values()].find((bytes) => hashOf(bytes) === hash)
    return header === undefined ? answer('Block not found', 404) : answer(`${hex(header)}\n`)
  }
}

const view = (ask: Ask, regtest = true) => chainView(ask, { explorers, regtest })

describe('a run of headers', () => {
  it('is the block and the six on top of it', async () => {
    const result = await view(explorersOf(mined))(100)
    expect(result.ok && [...result.run.keys()]).toEqual([100, 101, 102, 103, 104, 105, 106])
  })

  it('ends where the chain ends, and is empty where there is no such block', async () => {
    const two = await view(explorersOf(mined))(110)
    expect(two.ok && [...two.run.keys()]).toEqual([110, 111])
    expect(await view(explorersOf(mined))(500)).toEqual({ ok: true, run: new Map() })
  })

  it('asks no height twice for two runs that overlap', async () => {
    const asked: string[] = []
    const honest = explorersOf(mined)
    const look = view(async (question) => {
      asked.push(question.url)
      return honest(question)
    })
    await look(100)
    await look(102)
    const heights = asked.filter((url) => url.includes('/block-height/'))
    expect(new Set(heights).size).toBe(heights.length)
  })

  it('fetches no header that is known already', async () => {
    const known = new Map([...mined.values()].map((bytes) => [hashOf(bytes), bytes]))
    const ask = explorersOf(mined, (url) => (url.endsWith('/header') ? answer('gone', 500) : undefined))
    const result = await chainView(ask, { explorers, regtest: true }, known)(100)
    expect(result.ok && result.run.size).toBe(7)
  })
})

describe('explorers are not believed', () => {
  const one = (url: string) => url.startsWith('https://one.example')
  const at = (url: string, height: number) => url.endsWith(`/block-height/${height}`)

  it.each<[string, string, (url: string) => Reply | undefined]>([
    ['names another block', 'disagree', (url) => (one(url) && at(url, 100) ? answer('ab'.repeat(32)) : undefined)],
    ['does not know the block', 'disagree', (url) => (one(url) && at(url, 100) ? answer('no', 404) : undefined)],
    ['is down', 'unreachable', (url) => (one(url) ? { ok: false, code: 'network' } : undefined)],
    ['answers with a page', 'unreachable', (url) => (one(url) ? answer('<html>') : undefined)],
    ['redirects', 'unreachable', (url) => (one(url) ? answer('', 302) : undefined)],
  ])('when one of them %s', async (_, code, twist) => {
    expect(await view(explorersOf(mined, twist))(100)).toEqual({ ok: false, code })
  })

  it('when both show a header with another hash', async () => {
    const other = hex(present(mined.get(101)))
    const ask = explorersOf(mined, (url) => (url.endsWith('/header') ? answer(other) : undefined))
    expect(await view(ask)(100)).toEqual({ ok: false, code: 'bad_header' })
  })

  it('when only one shows a wrong header the other one is taken', async () => {
    const ask = explorersOf(mined, (url) => (url.endsWith('/header') && one(url) ? answer('00'.repeat(80)) : undefined))
    const result = await view(ask)(100)
    expect(result.ok && result.run.get(100)).toEqual(mined.get(100))
  })

  it('when the header misses its own target', async () => {
    const lazy = present(mined.get(100)).slice()
    // A nonce that does not meet the trivial target: every second one.
    const words = new DataView(lazy.buffer)
    while ((parseHeader(lazy)?.hash[31] ?? 0) < 0x80) words.setUint32(76, words.getUint32(76, true) + 1, true)
    expect(await view(explorersOf(new Map([[100, lazy]])))(100)).toEqual({ ok: false, code: 'bad_header' })
  })

  it('when the target proves no work, outside of tests', async () => {
    expect(await view(explorersOf(mined), false)(100)).toEqual({ ok: false, code: 'bad_header' })
  })

  it('beyond the block that does not follow the one below', async () => {
    const broken = new Map(mined).set(103, present(mineChain(new Uint8Array(32), 103, 1).get(103)))
    const result = await view(explorersOf(broken))(100)
    expect(result.ok && [...result.run.keys()]).toEqual([100, 101, 102])
  })

  it('beyond the first block they disagree on', async () => {
    const ask = explorersOf(mined, (url) => (one(url) && at(url, 104) ? answer('cd'.repeat(32)) : undefined))
    const result = await view(ask)(100)
    expect(result.ok && [...result.run.keys()]).toEqual([100, 101, 102, 103])
  })
})

describe('block 358391 of Bitcoin', () => {
  it('is taken without any concession', async () => {
    const vectors = readJson<Record<string, { header_hex?: string }>>('ots/official/mainnet-headers.json')
    const header = fromHex(present(vectors['358391']?.header_hex))
    const result = await view(explorersOf(new Map([[358_391, header]])), false)(358_391)
    expect(result.ok && result.run.get(358_391)).toEqual(header)
  })
})
