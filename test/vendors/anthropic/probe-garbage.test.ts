// Validate, whatever comes back: a report, never a crash, and the key in none of them.
import { describe, expect, it } from 'vitest'
import { probeAdmin } from '../../../worker/vendors/anthropic/probe.ts'
import errors from '../../vectors/anthropic-examples/_errors.json'
import { type Reply, SECRET } from '../literal.ts'
import { body, good, probe } from './probing.ts'

describe('whatever comes back', () => {
  const GARBAGE = [
    '',
    'null',
    '[]',
    '{}',
    '{"id":5}',
    '{"data":5}',
    '{"id":"a b"}',
    '<html></html>',
    '{"state":',
    '\u0000',
  ]
  const reports: [string, Reply][] = [
    ...GARBAGE.map((text): [string, Reply] => [`the body ${JSON.stringify(text)}`, () => new Response(text)]),
    ...errors.map(({ name, status, headers, body }): [string, Reply] => [
      name,
      () => new Response(JSON.stringify(body), { status, headers: Object.entries(headers) }),
    ]),
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://e.example' } })],
    ['no connection', () => Promise.reject(new Error(`could not send ${SECRET}`))],
    ['silence', () => new Promise<Response>(() => undefined)],
    [
      'the key itself',
      ({ headers }) => Response.json({ error: { message: headers.get('x-api-key') } }, { status: 403 }),
    ],
  ]

  it.each(reports)('%s to the first question is a report', async (_, reply) => {
    const { report } = await probe(reply)
    expect(report).toMatchObject({ ok: false, problem: { code: expect.any(String) } })
    expect(JSON.stringify(report)).not.toContain(body)
  })

  it.each(reports)('%s to every question but the first is a report', async (_, reply) => {
    const { report } = await probe((one) => (one.url.pathname.endsWith('/me') ? good(one) : reply(one)))
    expect(report.ok).toBe(false)
    expect(report.checklist.map(({ state }) => state)).not.toContain(undefined)
    expect(JSON.stringify(report)).not.toContain(body)
  })

  it('a client that cannot even be made is a report', async () => {
    const report = await probeAdmin(() => {
      throw new Error(SECRET)
    }, SECRET)
    expect(report).toMatchObject({ ok: false, problem: { code: 'unexpected_answer' } })
    expect(JSON.stringify(report)).not.toContain(body)
  })
})
