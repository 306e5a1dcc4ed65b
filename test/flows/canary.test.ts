// A canary: a key that goes through everything, failures included, and must then be found nowhere.
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { TenantId } from '../../worker/ids.ts'
import { drain as drainJobs } from '../export/stage.ts'
import { at, type Reply } from '../http/harness.ts'
import { connectKey, deliver, drain, keyOf, later, message, rowsOf, type Stage, stage, turn } from '../pull/stage.ts'
import { ledger } from '../support/tenants.ts'
import { dumpEverything } from './dump.ts'
import { appOn, type Call, ownerAt } from './front-door.ts'

let on: Stage
let tenant: TenantId
let call: Call
const organizations: string[] = []
const seen: string[] = []
const secrets: string[] = []

const note = (...said: unknown[]) =>
  void seen.push(said.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(' '))

/** One call at the front door, with all that came back noted. */
async function say(...asked: Parameters<Call>): Promise<Reply> {
  const reply = await call(...asked)
  note(reply.body, [...reply.headers])
  return reply
}

async function connectAs(name: string): Promise<string> {
  const key = keyOf(on, name)
  const kind = name.startsWith('openai') ? 'openai_admin' : 'anthropic_admin'
  const validated = await say('POST', '/api/connections/validate', { kind, key })
  organizations.push(String(at(validated.body, 'organization', 'id')))
  const made = await say('POST', '/api/connections', { draft: at(validated.body, 'draft'), key, name })
  if (made.status !== 201) throw new Error(JSON.stringify(made.body))
  return String(at(made.body, 'id'))
}

/** One vendor is sent the key in a header of its own, the other as a bearer. */
const keyIn = (headers: Headers): string =>
  headers.get('x-api-key') ?? headers.get('authorization')?.replace('Bearer ', '') ?? 'none'

/** A vendor that says the key back wherever it can. */
async function withEchoes(work: () => Promise<unknown>): Promise<void> {
  const { fetch } = globalThis
  const answers = [
    (key: string) => Response.json({ error: { type: 'x', message: `not for ${key}` } }, { status: 403 }),
    (key: string) => new Response('{}', { status: 500, headers: { 'request-id': key } }),
    (key: string) => Response.json({ error: key }, { status: 429, headers: { 'retry-after': key } }),
    (key: string) => Promise.reject(new Error(`cannot send ${key}`)),
    (key: string) => new Response(`<html>${key}</html>`, { status: 200, headers: { 'request-id': `req_${key}` } }),
  ]
  for (const answer of answers) {
    vi.stubGlobal('fetch', async (request: Request) => answer(keyIn(request.headers)))
    await work()
  }
  vi.stubGlobal('fetch', fetch)
}

beforeAll(async () => {
  const jobs: unknown[] = []
  on = stage({ BACKFILL_DAYS: '1' })
  on.env = { ...on.env, JOBS: { send: async (body: unknown) => void jobs.push(body) } as unknown as Queue } // the one method that is called
  for (const method of ['log', 'error', 'warn', 'info', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...said) => note(...said))
  }
  secrets.push(...Object.values(on.simulator.keys), ['sk', 'ant', 'admin01', 'canary'.repeat(12)].join('-'))
  const door = appOn(on)
  const owner = await ownerAt(door)
  ;({ tenant, call } = owner)

  // Validated: good ones, wrong ones, one that nobody knows, broken ones, in wrong bodies.
  for (const kind of ['anthropic_admin', 'openai_admin']) {
    for (const key of secrets) await say('POST', '/api/connections/validate', { kind, key })
  }
  const key = keyOf(on, 'admin')
  await say('POST', '/api/connections/validate', { kind: key, key })
  await say('POST', '/api/connections/validate', { kind: 'anthropic_admin', key: [key] })
  await say('POST', `/api/connections/${key}/backfill`, { action: key })
  await say('PUT', `/api/connections/${key}/key`, { key })
  await say('GET', `/api/ledger/records?stream=${key}&kind=${key}`)
  await say('GET', `/api/ledger/tile/${key}`)
  await say('POST', '/api/connections', { draft: key, key, name: 'x' })
  await withEchoes(async () => {
    await say('POST', '/api/connections/validate', { kind: 'anthropic_admin', key })
    await say('POST', '/api/connections/validate', { kind: 'openai_admin', key: keyOf(on, 'openaiAdmin') })
  })

  // Connected, read, failed, read again.
  const id = await connectAs('admin')
  note(on.pulls, on.backfills)
  const streams = (await rowsOf(tenant)).map(({ stream }) => stream)
  await withEchoes(async () => {
    await deliver(on, 'pulls', [message(tenant, id, 'live', ...streams)])
    await deliver(on, 'backfills', [message(tenant, id, 'backfill', 'anthropic.usage')])
  })
  note(on.pulls, on.backfills)
  await say('GET', '/api/streams')
  await drain(on)
  const bug = () => {
    throw new Error(`params: ${key}\nparams: ${key}`)
  }
  const throwing = { ...on, env: { ...on.env, TENANT_LEDGER: { getByName: bug } } }
  await deliver(throwing as unknown as Stage, 'pulls', [message(tenant, id, 'live', 'anthropic.workspaces')])

  // Replaced: by a bad one, one of somebody else, a good one.
  for (const name of ['workspaceKey', 'adminRevoked', 'adminOther', 'adminSecond']) {
    await say('PUT', `/api/connections/${id}/key`, { key: keyOf(on, name) })
  }
  await drain(on)
  await turn(on, { revoked: ['adminSecond'] })
  await deliver(on, 'pulls', [message(tenant, id, 'live', ...streams)])
  later(60_000)
  for (const path of [
    '/api/connections',
    '/api/streams',
    '/api/me/capabilities',
    '/api/ledger',
    '/api/ledger/records?limit=1000',
  ]) {
    await say('GET', path)
  }
  // The other vendor: connected, failed with the key in its mouth, read, replaced, revoked.
  const other = await connectAs('openaiAdmin')
  const theirs = (await rowsOf(tenant)).flatMap((row) => (row.connection === other ? [row.stream] : []))
  await withEchoes(() => deliver(on, 'pulls', [message(tenant, other, 'live', ...theirs)]))
  await drain(on)
  for (const name of ['openaiRevoked', 'openaiProject', 'openaiAdminOther', 'openaiAdminSecond']) {
    await say('PUT', `/api/connections/${other}/key`, { key: keyOf(on, name) })
  }
  await turn(on, { revoked: ['openaiAdminSecond'] })
  later(60_000)
  await deliver(on, 'pulls', [message(tenant, other, 'live', ...theirs)])
  await say('GET', '/api/connections')
  await say('GET', '/api/streams')
  // A draft that nobody took up, and a second organization that stays connected.
  await say('POST', '/api/connections/validate', { kind: 'anthropic_admin', key })
  await connectKey(on, tenant, 'adminOther')
  await ledger(tenant).settle()
  // All that is known, for outsiders.
  const asked = await say('POST', '/api/exports', { disclose: true })
  await drainJobs({ env: on.env, jobs, door, tenant, owner: owner.browser })
  const exported = await say('GET', `/api/exports/${String(at(asked.body, 'id'))}`)
  expect(at(exported.body, 'state')).toBe('ready')
  note(await dumpEverything())
  await say('DELETE', `/api/connections/${id}`)
  await ledger(tenant).settle()
  note(on.pulls, on.backfills, on.acts)
  note(await dumpEverything())
}, 240_000)

/** A key as it may be found: itself, a long part of it, and both encoded. */
function formsOf(secret: string): string[] {
  const middle = secret.slice(18, 42)
  // Base64 of a text inside another text comes out in three ways, by where it begins.
  const shifted = ['', 'x', 'xy'].map((before) => btoa(before + secret).slice(4, 36))
  const hex = Array.from(middle, (character) => character.charCodeAt(0).toString(16)).join('')
  return [middle, ...shifted, ...shifted.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')), hex]
}

describe('the canary', () => {
  it('went through everything', () => {
    const all = seen.join('\n')
    expect(seen.length).toBeGreaterThan(60)
    expect(all.length).toBeGreaterThan(1_000_000)
    // What may be seen is seen in replies, rows, objects and buckets: the search would find a key there.
    for (const id of organizations) expect([id, all.split(id).length > 100]).toEqual([id, true])
    const last4 = ['admin', 'adminSecond', 'openaiAdmin', 'openaiAdminSecond'].map(
      (name) => `"last4":"${keyOf(on, name).slice(-4)}"`,
    )
    const words = [
      'pull_failed',
      'set_aside',
      'Replace the key',
      'another organization',
      'rotated',
      'removed',
      'data/records.jsonl',
    ]
    expect([...last4, ...words].filter((text) => !all.includes(text))).toEqual([])
  })

  it('is nowhere: no reply, log line, row, object, message or file holds a key, a part of one, or one encoded', () => {
    const found = secrets.flatMap((secret) =>
      formsOf(secret).flatMap((form) => seen.filter((text) => text.includes(form)).map((text) => text.slice(0, 200))),
    )
    expect(found).toEqual([])
  })

  it('would be found: the search sees each form in a text that holds it', () => {
    const [secret] = secrets
    if (secret === undefined) throw new Error('no key')
    const [middle, ...encoded] = formsOf(secret)
    expect(`x${secret}y`).toContain(middle)
    expect(encoded.filter((form) => btoa(`xy${secret}`).includes(form)).length).toBeGreaterThan(0)
  })
})
