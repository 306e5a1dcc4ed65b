// What a calendar may answer: only promises of calendars we may ask, only blocks where blocks were asked for, nothing too deep or too much.
import { describe, expect, it } from 'vitest'
import { concat, fromHex, hex, utf8 } from '../../../worker/ledger/bytes.ts'
import { attestationsOf, parseOts } from '../../../worker/ledger/ots/proof.ts'
import { varbytes } from '../../../worker/ledger/ots/wire.ts'
import type { Ask, Question } from '../../../worker/root/anchor/ask.ts'
import { fetchUpgrade, submit } from '../../../worker/root/anchor/calendar.ts'
import { present } from '../../ledger/vectors.ts'
import { anchorStage } from './stage.ts'

const message = new Uint8Array(32).fill(9)
const FORK = Uint8Array.of(0xff)
const promise = (uri: string) => concat(fromHex('0083dfe30d2ef90c8e'), varbytes(varbytes(utf8(uri))))
const block = (height: number) => concat(fromHex('000588960d73d7190101'), Uint8Array.of(height))
const answers =
  (body: Uint8Array, status = 200): Ask =>
  async () => ({ ok: true, status, body })
const mayAsk = (uri: string) => uri === 'https://a.example'

const found = (result: Awaited<ReturnType<typeof submit>>) =>
  result.ok
    ? attestationsOf(result.tree).map(({ attestation }) => ('uri' in attestation ? attestation.uri : attestation))
    : result.code

describe('a submission', () => {
  it('posts the bare digest and takes the promise', async () => {
    let seen: Question | undefined
    const ask: Ask = async (question) => {
      seen = question
      return { ok: true, status: 200, body: promise('https://a.example') }
    }
    expect(found(await submit(ask, 'https://pool.example', message, mayAsk))).toEqual(['https://a.example'])
    expect(seen).toMatchObject({ url: 'https://pool.example/digest', method: 'POST', maxBytes: 10_000, body: message })
  })

  it.each([
    ['a promise of a calendar we may not ask', promise('http://127.0.0.1'), 'empty'],
    ['a block at once', block(5), 'empty'],
    ['a page', utf8('<html>'), 'unreadable'],
    ['nothing', new Uint8Array(0), 'unreadable'],
    ['an operation that is not allowed', concat(Uint8Array.of(0x02), promise('https://a.example')), 'unreadable'],
  ])('answered with %s is none', async (_, body, code) => {
    expect(found(await submit(answers(body), 'https://pool.example', message, mayAsk))).toBe(code)
  })

  it('keeps of a mixed answer what may be kept', async () => {
    const body = concat(FORK, block(5), FORK, promise('http://127.0.0.1'), promise('https://a.example'))
    expect(found(await submit(answers(body), 'https://pool.example', message, mayAsk))).toEqual(['https://a.example'])
  })

  it.each([
    [503, 'refused'],
    [302, 'refused'],
    [404, 'not_yet'],
  ])('answered with status %i is %s', async (status, code) => {
    const body = promise('https://a.example')
    expect(found(await submit(answers(body, status), 'https://pool.example', message, mayAsk))).toBe(code)
  })
})

describe('an upgrade', () => {
  it('is asked for by the commitment', async () => {
    let seen: Question | undefined
    const ask: Ask = async (question) => {
      seen = question
      return { ok: true, status: 200, body: block(5) }
    }
    expect(found(await fetchUpgrade(ask, 'https://a.example/', message))).toEqual([{ type: 'bitcoin', height: 5 }])
    expect(seen?.url).toBe(`https://a.example/timestamp/${hex(message)}`)
  })

  it('takes at most four blocks from one answer, and no promise', async () => {
    const many = Array.from({ length: 9 }, (_, i) => concat(FORK, block(i + 1)))
    const body = concat(...many, promise('https://a.example'))
    expect(found(await fetchUpgrade(answers(body), 'https://a.example', message))).toHaveLength(4)
    expect(found(await fetchUpgrade(answers(promise('https://a.example')), 'https://a.example', message))).toBe('empty')
  })
})

describe('an answer that is sound alone and too deep in the whole', () => {
  it('is left out, and the others are kept', async () => {
    const deep = concat(new Uint8Array(254).fill(0x08), promise('http://calendar.sim/alice'))
    const stage = await anchorStage({
      ask: (genuine) => async (question) =>
        question.url.startsWith('http://calendar.sim/alice/digest')
          ? { ok: true, status: 200, body: deep }
          : genuine(question),
    })
    expect((await stage.step()).state).toBe('pending')
    const proof = parseOts(present(stage.files.get('root.ots')))
    expect(proof.ok && attestationsOf(proof.root)).toHaveLength(3)
    expect(stage.state?.turns['submit http://calendar.sim/alice']?.why).toBe('unreadable')
  })
})
