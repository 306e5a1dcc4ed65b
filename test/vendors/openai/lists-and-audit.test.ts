// What holds for each list and for the audit log alike: they only read, whatever comes back is a value, and nobody stands open.
import { describe, expect, it } from 'vitest'
import { canonicalize, parseStrict } from '../../../worker/ledger/jcs.ts'
import { instantOfUnix, maybeUnix, unix } from '../../../worker/vendors/instants.ts'
import { auditLogs } from '../../../worker/vendors/openai/audit-logs.ts'
import { projectApiKeys } from '../../../worker/vendors/openai/project-api-keys.ts'
import { projects } from '../../../worker/vendors/openai/projects.ts'
import { serviceAccounts } from '../../../worker/vendors/openai/service-accounts.ts'
import { users } from '../../../worker/vendors/openai/users.ts'
import badLimit from '../../vectors/openai-examples/error-400-limit-too-large.json'
import badKey from '../../vectors/openai-examples/error-401-incorrect-api-key.json'
import noScope from '../../vectors/openai-examples/error-401-missing-scope-management.json'
import noAudit from '../../vectors/openai-examples/error-403-missing-scope-audit-logs.json'
import noUrl from '../../vectors/openai-examples/error-404-unknown-url.json'
import slow from '../../vectors/openai-examples/error-429-rate-limit.json'
import broken from '../../vectors/openai-examples/error-500.json'
import down from '../../vectors/openai-examples/error-503.json'
import { type Asked, ask, idOf, literal, SECRET, walk } from '../literal.ts'
import { answerTo } from './probing.ts'

const STREAMS = [projects, users, projectApiKeys, serviceAccounts, auditLogs]
const example = (one: Asked) => Response.json({ ...answerTo(one), has_more: false })

const ERRORS: [number, object, string][] = [
  [400, badLimit, 'bad_request'],
  [401, badKey, 'unauthorized'],
  [401, noScope, 'forbidden'],
  [403, noAudit, 'forbidden'],
  [404, noUrl, 'not_found'],
  [429, slow, 'rate_limited'],
  [500, broken, 'unavailable'],
  [503, down, 'unavailable'],
]

const GARBAGE = [
  '',
  'null',
  '[]',
  '{}',
  '0',
  '{"data":null}',
  '{"data":[null]}',
  '{"data":[{}]}',
  '{"da',
  '<html></html>',
  '\u0000',
]
const TOKENS = [
  null,
  '{"after":"x"}',
  '{"left":[{"id":"proj_a","archived":false}],"after":null,"more":null,"refused":false,"answered":false}',
  '{"from":1,"end":9,"after":"x","first":"y","oldest":5,"windows":false}',
]

describe.each(STREAMS.map((stream) => [stream.id, stream] as const))('%s', (_, stream) => {
  it('is read once an hour with an OpenAI Admin key', () => {
    expect(stream).toMatchObject({ vendor: 'openai', connection: 'openai_admin', every: 60 })
  })

  it('gives records whose open part and id hold nobody, and the same ones twice', async () => {
    const once = async () => (await walk(stream, literal(example).client, ask())).drafts
    const drafts = await once()
    expect(drafts.length).toBeGreaterThan(0)
    for (const draft of drafts) {
      const open = `${canonicalize(draft.data)} ${idOf(draft)}`
      // The one id of this form that stands open is a service account's.
      const persons = open.replaceAll('user-0pLoKi9JuHy8GtFr7DeSwAq6', '')
      expect(persons).not.toMatch(/@|\buser-|\d+\.\d+\.\d+\.\d+|okafor|tanaka|ferreira|raman|sk-(?:proj|svca)/i)
      expect(() => parseStrict(canonicalize(draft.data), { profile: true })).not.toThrow()
      expect(draft.occurredAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    }
    const plain = (list: typeof drafts) => list.map(({ id, ...rest }) => [idOf({ id, ...rest }), rest])
    expect(plain(await once())).toEqual(plain(drafts))
  })

  it('lets fields and values of tomorrow pass', async () => {
    const widen = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(widen)
      if (typeof value !== 'object' || value === null) return value
      const members = Object.entries(value).map(([name, member]) => [name, widen(member)])
      return { ...Object.fromEntries(members), brand_new: { a: [1.5, null] } }
    }
    const wide = (one: Asked) => Response.json(widen({ ...answerTo(one), has_more: false }))
    const ids = async (reply: typeof wide) =>
      (await walk(stream, literal(reply).client, ask())).drafts.map((one) => idOf(one))
    expect(await ids(wide)).toEqual(await ids(example))
  })

  it.each(ERRORS)('gives a value for %i', async (status, body, code) => {
    const reply = () => Response.json(body, { status })
    expect(await stream.page(literal(reply).client, ask())).toMatchObject({ ok: false, fault: { code } })
  })

  it.each(GARBAGE)('gives a value for the body %j on any page', async (body) => {
    for (const token of TOKENS) {
      const result = await stream.page(literal(() => new Response(body)).client, ask({ token }))
      if (result.ok) throw new Error('read from nothing')
      expect(result.fault.code).toBe('unreadable')
      expect(JSON.stringify(result.fault)).not.toContain(SECRET)
      const kept = 'quarantine' in result ? new TextDecoder().decode(result.quarantine.body) : undefined
      expect(kept).toBe(body)
    }
  })
})

describe('a time in Unix seconds', () => {
  it.each([
    [0, '1970-01-01T00:00:00.000Z'],
    [1_795_161_511, '2026-11-20T07:58:31.000Z'],
    [1_795_161_511.25, '2026-11-20T07:58:31.250Z'],
    [253_402_300_799, '9999-12-31T23:59:59.000Z'],
  ])('%d is an instant', (seconds, said) => {
    expect(unix.parse(seconds)).toBe(said)
    expect(maybeUnix.parse(seconds)).toBe(said)
  })

  it('may be a text of digits, and nothing where it may be missing', () => {
    expect(unix.parse('1795161511')).toBe('2026-11-20T07:58:31.000Z')
    expect([null, undefined].map((said) => maybeUnix.parse(said))).toEqual([null, null])
    expect([null, undefined].map((said) => unix.safeParse(said).success)).toEqual([false, false])
  })

  it.each([253_402_300_800, 1e300, Number.NaN, 'soon', '', '-1', true, {}])('%j is none', (said) => {
    expect(unix.safeParse(said).success).toBe(false)
    expect(maybeUnix.safeParse(said).success).toBe(false)
    if (typeof said === 'number') expect(instantOfUnix(said)).toBeUndefined()
  })
})
