// The timestamp authority's tokens before OpenSSL, which knows nothing of who made them.
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../../worker/ledger/bytes.ts'
import { sha256 } from '../../../worker/ledger/hash.ts'
import { checkTimestampReply, timestampQuery } from '../../../worker/root/anchor/rfc3161.ts'
import { hasOpenssl, judgeToken } from '../../root/anchor/openssl.ts'
import { moment, simulatorAt, turn } from '../support/asking.ts'

const data = utf8('what is stamped\n')
const nonce = Uint8Array.of(0x80, 2, 3, 4, 5, 6, 7, 8)
type Sim = ReturnType<typeof simulatorAt>

async function answer(simulator: Sim, body: Uint8Array<ArrayBuffer>) {
  const response = await simulator.fetch(new Request('http://tsa.sim/', { method: 'POST', body }))
  return { response, reply: new Uint8Array(await response.arrayBuffer()) }
}
const caOf = async (simulator: Sim) => (await simulator.fetch(new Request('http://tsa.sim/ca.pem'))).text()

describe('a token', () => {
  it('says the simulated time and echoes imprint and nonce', async () => {
    const { response, reply } = await answer(simulatorAt(), timestampQuery(sha256(data), nonce))
    expect(response.headers.get('content-type')).toBe('application/timestamp-reply')
    expect(checkTimestampReply(reply, sha256(data), nonce)).toEqual({ ok: true, time: moment.getTime(), serial: '01' })
  })

  it.runIf(hasOpenssl)('is accepted by openssl ts for its data under its authority, and for nothing else', async () => {
    const simulator = simulatorAt()
    const query = timestampQuery(sha256(data), nonce)
    const { reply } = await answer(simulator, query)
    const ca = await caOf(simulator)
    expect(judgeToken(reply, data, ca)).toBe(true)
    expect(judgeToken(reply, data, ca, { query })).toBe(true)
    expect(judgeToken(reply, utf8('other data\n'), ca)).toBe(false)
    expect(judgeToken(reply, data, await caOf(simulatorAt()))).toBe(false)
    const other = timestampQuery(sha256(data), nonce.slice().reverse())
    expect(judgeToken(reply, data, ca, { query: other })).toBe(false)
    const bent = reply.slice()
    bent[bent.length - 5] = (bent[bent.length - 5] ?? 0) ^ 1
    expect(judgeToken(bent, data, ca)).toBe(false)
  })

  it('is refused on request, and for what is no request', async () => {
    const simulator = simulatorAt()
    await turn(simulator, 'knobs', { tsa: 'refuse' })
    const { reply } = await answer(simulator, timestampQuery(sha256(data), nonce))
    expect(checkTimestampReply(reply, sha256(data), nonce)).toEqual({ ok: false, code: 'refused' })
    expect((await answer(simulator, utf8('garbage'))).response.status).toBe(400)
  })
})
