// Validate a Compliance Access Key: what it may read line by line, each missing scope by its name, and a warning when it could delete.
import { describe, expect, it } from 'vitest'
import { COMPLIANCE_LINES } from '../../../../worker/vendors/anthropic/content/probe.ts'
import organizations from '../../../vectors/anthropic-examples/compliance-organizations.json'
import { body, COMPLIANCE_KEY, except, good, keyOf, listing, missing, probe, refuse } from './answering.ts'

const ORG = 'read:compliance_org_data'
const USER = 'read:compliance_user_data'
const DELETE = 'delete:compliance_user_data'
const IDS = COMPLIANCE_LINES.map(({ id }) => id)
const TYPE = 'This endpoint is not available for this organization type.'

describe('a good key', () => {
  it('connects with all of it readable, under the oldest organization', async () => {
    const { report, line } = await probe(good)
    const [first] = organizations.data
    expect(report).toMatchObject({
      ok: true,
      key: { kind: 'anthropic_compliance', last4: 'yyyy' },
      organization: { id: first?.uuid, name: first?.name },
    })
    expect(report.checklist.map(({ id }) => id)).toEqual(IDS)
    for (const item of report.checklist) expect(item).toMatchObject({ state: 'ok', capability: 'content_capture' })
    expect(report).not.toHaveProperty('problem')
    expect(report).not.toHaveProperty('note')
    expect(line('organization')?.detail).toBe('2 organizations in the tree.')
    expect(line('retention')?.detail).toBe('Anthropic keeps chats for 90 days; older ones cannot be read.')
    expect(line('read_only')?.words).toBe('This key can only read.')
  })

  it('is only read with, and looks at one chat and one message', async () => {
    const { asked } = await probe(good)
    expect(asked.map(({ url }) => url.pathname.replace(/.*\/(?=[^/]+$)/, ''))).toEqual([
      'organizations',
      'chats',
      'messages',
      'users',
      'settings',
    ])
    for (const { method, headers, url } of asked) {
      expect(method).toBe('GET')
      expect(headers.get('x-api-key')).toBe(COMPLIANCE_KEY)
      if (/chats|messages|users$/.test(url.pathname)) expect(url.searchParams.get('limit')).toBe('1')
    }
  })

  it('connects where nobody has chatted yet', async () => {
    const { report, line } = await probe(except({ '/apps/chats': () => Response.json({ data: [], has_more: false }) }))
    expect(report.ok).toBe(true)
    expect(line('messages')).toMatchObject({ state: 'empty', words: 'There is no chat yet to try it on.' })
  })

  it('needs no settings', async () => {
    const { report, line } = await probe(except({ '/settings': () => refuse(404, 'Not found') }))
    expect(report.ok).toBe(true)
    expect(line('retention')).toMatchObject({ state: 'empty', words: expect.stringContaining('does not say') })
  })
})

describe('a key that could delete', () => {
  it('connects with a warning when every key of the organization could', async () => {
    const { report, line } = await probe(except({ '/settings': () => listing([ORG, USER, DELETE]) }))
    expect(report).toMatchObject({ ok: true, note: { code: 'could_delete' } })
    expect(line('read_only')).toMatchObject({ state: 'missing', words: expect.stringContaining(DELETE) })
  })

  it('is told by a refusal where keys differ', async () => {
    const differ = { '/settings': () => listing([ORG, USER], [ORG, USER, DELETE]) }
    const feed = (...got: string[]) => ({ '/activities': () => missing('read:compliance_activities', ...got) })
    const able = await probe(except({ ...differ, ...feed(ORG, USER, DELETE) }))
    expect(able.report.note?.code).toBe('could_delete')
    const unable = await probe(except({ ...differ, ...feed(ORG, USER) }))
    expect(unable.line('read_only')?.state).toBe('ok')
    expect(unable.report).not.toHaveProperty('note')
  })

  it('is not suspected where the vendor does not tell', async () => {
    const { report, line } = await probe(except({ '/settings': () => listing([ORG, USER], [ORG, USER, DELETE]) }))
    expect(report.ok).toBe(true)
    expect(report).not.toHaveProperty('note')
    expect(line('read_only')).toMatchObject({ state: 'empty', words: expect.stringContaining('does not tell') })
  })
})

describe('a half-scoped key', () => {
  const noUser = () => missing(USER, ORG)
  const noOrg = () => missing(ORG, USER)

  it('without user data is refused, and the scope is named', async () => {
    const { report, line } = await probe(except({ '/users': noUser, '/apps/chats': noUser }))
    expect(report).toMatchObject({ ok: false, problem: { code: 'no_permission' } })
    expect(report.problem?.message).toBe(`The key is valid but lacks the scope ${USER}.`)
    expect(line('org_scope')?.state).toBe('ok')
    for (const id of ['user_scope', 'people', 'chats']) {
      expect(line(id)).toMatchObject({ state: 'missing', words: `The key lacks the scope ${USER}.` })
    }
    expect(line('read_only')?.state).toBe('ok')
  })

  it('without organization data is refused, and that scope is named', async () => {
    const { report, line } = await probe(except({ '/organizations': noOrg, '/settings': noOrg }))
    expect(report.problem?.message).toBe(`The key is valid but lacks the scope ${ORG}.`)
    expect(line('org_scope')).toMatchObject({ state: 'missing', words: `The key lacks the scope ${ORG}.` })
    expect(line('user_scope')?.state).toBe('ok')
    expect(report).not.toHaveProperty('organization')
  })

  it('with neither, such as an analytics key, hears of both', async () => {
    const none = (needed: string) => () => missing(needed, 'read:analytics')
    const { report } = await probe(except({ '/organizations': none(ORG), '/apps/chats': none(USER) }))
    expect(report.problem?.message).toContain(`${ORG} and ${USER}`)
    expect(report.problem?.remedy).toContain('make a new one')
  })

  it('is told apart in the vendor’s older words too', async () => {
    const old = () => refuse(403, `Missing required scopes. Got: ['${ORG}'] Needed: ['${USER}']`)
    const { report } = await probe(except({ '/users': old, '/apps/chats': old }))
    expect(report.problem?.message).toContain(USER)
  })
})

describe('a key that does not connect', () => {
  it.each<[string, number, string, string]>([
    ['of another plan', 403, TYPE, 'plan_not_enterprise'],
    ['where the API is not switched on', 400, 'Compliance API is not enabled for this organization', 'compliance_off'],
    ['that was revoked', 401, 'API key has been deactivated.', 'key_revoked'],
    ['of a kind that cannot be used there', 404, 'Not found', 'wrong_key_type'],
    ['that may not', 403, 'no', 'no_permission'],
    ['asked for too often', 429, 'slow down', 'rate_limited'],
    ['while the vendor is down', 503, 'oops', 'vendor_down'],
    ['whose question is refused', 400, 'what', 'unexpected_answer'],
  ])('%s says so', async (_, status, message, code) => {
    const { report } = await probe(() => refuse(status, message))
    expect(report).toMatchObject({ ok: false, problem: { code } })
    expect(report.checklist.map(({ id }) => id)).toEqual(IDS)
    expect(report.problem?.remedy.length).toBeGreaterThan(20)
  })

  it('of another plan has it on the line of the plan', async () => {
    const { line } = await probe(() => refuse(403, TYPE))
    expect(line('enterprise')).toMatchObject({ state: 'missing', remedy: expect.stringContaining('Enterprise') })
  })

  it('of another plan whose organizations can be listed hears it all the same', async () => {
    const other = () => refuse(403, TYPE)
    const { report, line } = await probe(except({ '/users': other, '/apps/chats': other }))
    expect(report.problem?.code).toBe('plan_not_enterprise')
    expect(line('organization')?.state).toBe('ok')
    expect(line('enterprise')?.state).toBe('missing')
  })

  it('and is not known at all is asked about once', async () => {
    const { asked, line } = await probe(() => refuse(401, 'API key is invalid.'))
    expect(asked).toHaveLength(1)
    expect(line('chats')).toMatchObject({ state: 'failed', words: expect.stringContaining('Not tried') })
  })

  it.each(['admin01', 'api03', 'oat01', 'sid01'])('%s of Anthropic is refused unsent', async (kind) => {
    const { report, asked } = await probe(good, keyOf(kind))
    expect(report).toMatchObject({ ok: false, checklist: [], problem: { code: 'wrong_key_type' } })
    expect(report.problem?.remedy).toContain('sk-ant-api01-')
    expect(asked).toHaveLength(0)
    expect(JSON.stringify(report)).not.toContain(body)
  })

  it('that is empty is told which key is wanted', async () => {
    const { report } = await probe(good, ' ')
    expect(report.problem).toMatchObject({ code: 'empty_key', remedy: expect.stringContaining('sk-ant-api01-') })
  })

  it('pasted with what stood around it is tried all the same', async () => {
    const { report } = await probe(good, `export KEY="${COMPLIANCE_KEY}"\n`)
    expect(report).toMatchObject({ ok: true, key: { tidied: true } })
  })
})
