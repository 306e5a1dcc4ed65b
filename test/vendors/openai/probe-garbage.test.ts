// Validate for OpenAI, whatever comes back: a report, never a crash, and the key in none of them.
import { describe, expect, it } from 'vitest'
import { probeOpenai } from '../../../worker/vendors/openai/probe.ts'
import invalid from '../../vectors/openai-examples/error-401-incorrect-api-key.json'
import scope from '../../vectors/openai-examples/error-401-missing-scope-usage.json'
import down from '../../vectors/openai-examples/error-503.json'
import type { Reply } from '../literal.ts'
import { ADMIN, body, good, probe } from './probing.ts'

const UNKNOWN = `hunter2${body}`
const echo: Reply = ({ headers }) => {
  const key = headers.get('authorization')?.replace('Bearer ', '') ?? ''
  return Response.json({ error: { message: `no ${key}` } }, { status: 403, headers: { 'x-request-id': key } })
}

describe('whatever comes back', () => {
  const GARBAGE = [
    '',
    'null',
    '[]',
    '{}',
    '{"data":5}',
    '{"data":[{}]}',
    '{"data":[{"id":5}]}',
    '<html></html>',
    '{"da',
    '\u0000',
  ]
  const reports: [string, Reply][] = [
    ...GARBAGE.map((text): [string, Reply] => [`the body ${JSON.stringify(text)}`, () => new Response(text)]),
    ['an incorrect key', () => Response.json(invalid, { status: 401 })],
    ['a missing scope', () => Response.json(scope, { status: 401 })],
    ['a service that is down', () => Response.json(down, { status: 503 })],
    ['an error that is a text', () => Response.json({ error: 'no' }, { status: 403 })],
    ['an endless list', () => Response.json({ data: [], has_more: true, last_id: 'x' })],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://e.example' } })],
    ['no connection', () => Promise.reject(new Error(`could not send ${ADMIN}`))],
    ['silence', () => new Promise<Response>(() => undefined)],
    ['the key itself', echo],
  ]

  it.each(reports)('%s to every question is a report', async (name, reply) => {
    for (const pasted of [ADMIN, UNKNOWN]) {
      const { report } = await probe(reply, pasted)
      expect(report, name).toMatchObject({ ok: false, problem: { code: expect.any(String) } })
      expect(JSON.stringify(report)).not.toContain(body)
    }
  })

  it.each(reports)('%s to every question but the first is a report', async (_, reply) => {
    const { report } = await probe((one) => (one.url.pathname.endsWith('/projects') ? good(one) : reply(one)))
    expect(report.ok).toBe(true)
    expect(report.checklist.map(({ state }) => state)).not.toContain(undefined)
    expect(JSON.stringify(report)).not.toContain(body)
  })

  it('a client that cannot even be made is a report', async () => {
    const report = await probeOpenai(() => {
      throw new Error(ADMIN)
    }, ADMIN)
    expect(report).toMatchObject({ ok: false, problem: { code: 'unexpected_answer' } })
    expect(JSON.stringify(report)).not.toContain(body)
  })

  it('a list of projects that never ends is left', async () => {
    let pages = 0
    const { report } = await probe((one) => {
      if (!one.url.pathname.endsWith('/projects')) return good(one)
      pages += 1
      return Response.json({ data: [{ id: `proj_${pages}` }], has_more: true, last_id: `proj_${pages}` })
    })
    expect(pages).toBe(50)
    expect(report.ok).toBe(true)
  })
})
