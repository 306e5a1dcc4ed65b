// Validate a Compliance Access Key, whatever comes back: a report, never a crash, and the key in none of them.
import { describe, expect, it } from 'vitest'
import { probeCompliance } from '../../../../worker/vendors/anthropic/content/probe.ts'
import errors from '../../../vectors/anthropic-examples/_errors.json'
import type { Reply } from '../../literal.ts'
import { body, COMPLIANCE_KEY, good, probe } from './answering.ts'

const GARBAGE = [
  '',
  'null',
  '[]',
  '{}',
  '{"data":5}',
  '{"data":[{}]}',
  '{"data":[null]}',
  '<html></html>',
  '{"data":',
  '\u0000',
]
const replies: [string, Reply][] = [
  ...GARBAGE.map((text): [string, Reply] => [`the body ${JSON.stringify(text)}`, () => new Response(text)]),
  ...errors.map(({ name, status, headers, body: said }): [string, Reply] => [
    name,
    () => new Response(JSON.stringify(said), { status, headers: Object.entries(headers) }),
  ]),
  ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://e.example' } })],
  ['no connection', () => Promise.reject(new Error(`could not send ${COMPLIANCE_KEY}`))],
  ['silence', () => new Promise<Response>(() => undefined)],
  ['the key itself', ({ headers }) => Response.json({ error: { message: headers.get('x-api-key') } }, { status: 403 })],
]

describe('whatever comes back', () => {
  it.each(replies)('%s to every question is a report', async (_, reply) => {
    const { report } = await probe(reply)
    expect(report).toMatchObject({ ok: false, problem: { code: expect.any(String) } })
    expect(report.checklist).toHaveLength(9)
    expect(JSON.stringify(report)).not.toContain(body)
  })

  it.each(['organizations', 'chats', 'users', 'messages', 'settings'])(
    'to the question about %s alone is a report',
    async (part) => {
      for (const [, reply] of replies) {
        const { report } = await probe((one) => (one.url.pathname.endsWith(part) ? reply(one) : good(one)))
        expect(report.checklist.map(({ state }) => state)).not.toContain(undefined)
        if (part === 'settings') expect(report.ok).toBe(true)
        expect(JSON.stringify(report)).not.toContain(body)
      }
    },
  )

  it('a client that cannot even be made is a report', async () => {
    const report = await probeCompliance(() => {
      throw new Error(COMPLIANCE_KEY)
    }, COMPLIANCE_KEY)
    expect(report).toMatchObject({ ok: false, problem: { code: 'unexpected_answer' } })
    expect(JSON.stringify(report)).not.toContain(body)
  })
})
