// Links by hand with a real ledger: right at once, on the record, and stronger than any later pull or rebuild.
import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deliverActs } from '../../worker/access/acts.ts'
import { createApp } from '../../worker/http/app.ts'
import { PeopleAnswer, PersonAnswer, UnmappedAnswer } from '../../worker/http/schemas/people.ts'
import { isTenantId, newSubjectId, type TenantId } from '../../worker/ids.ts'
import { ingestPage } from '../../worker/pull/ingest.ts'
import { createLedger, recordAct } from '../../worker/tenant/acts.ts'
import type { Draft, Identity } from '../../worker/vendors/stream.ts'
import { page } from '../pull/scripted.ts'
import { ledger, vault } from '../support/tenants.ts'
import { at, type Browser, code, outside, signIn } from './harness.ts'

const real = createApp({ ...outside, recordAct, createLedger })
const NOW = new Date()
const TODAY = NOW.toISOString().slice(0, 10)

const member = (who: Identity & { email: string }): Draft => ({
  kind: 'member',
  id: (subject) => `org-1/${subject}`,
  occurredAt: `${TODAY}T00:00:00.000Z`,
  data: { organization: 'org-1', role: 'reader', added_at: `${TODAY}T00:00:00.000Z` },
  fields: { email: who.email },
  who,
})
const used = (name: string, data: Record<string, string>, who?: Identity): Draft => ({
  kind: 'usage',
  id: `${TODAY}/dimensions/${name}`,
  occurredAt: `${TODAY}T00:00:00.000Z`,
  data: { view: 'dimensions', day: TODAY, output: 100, ...data },
  ...(who !== undefined && { who }),
})
const ACCOUNT: Draft = {
  kind: 'service_account',
  id: 'svc_acct_1',
  occurredAt: `${TODAY}T00:00:00.000Z`,
  data: { service_account: 'svc_acct_1', project: 'proj_1', role: 'member', created_at: null },
}
const MEI = { vendorUser: 'anthropic:user_1', email: 'mei@northwind.example' }

type Company = { tenant: TenantId; browser: Browser; mei: string; former: string }

async function pull(tenant: TenantId, stream: string, ...drafts: Draft[]): Promise<void> {
  const made = page(drafts)
  if (!made.ok) throw new Error('no page')
  const target = { ledger: ledger(tenant), vault: vault(tenant), tenant, stream, scope: 'org-1', digest: true }
  const result = await ingestPage(target, made.page, { now: NOW })
  if (!result.ok) throw new Error(result.code)
  await ledger(tenant).settle()
}

/** Mei at Anthropic; at OpenAI a user whom no list names, a key nobody lists and a service account. */
async function company(): Promise<Company> {
  const { browser } = await signIn()
  const made = await browser.send('POST', '/api/tenants', { json: { name: 'Northwind', region: 'us' }, app: real })
  const tenant = String(at(made.body, 'id'))
  if (!isTenantId(tenant)) throw new Error('no tenant')
  await pull(tenant, 'anthropic.members', member(MEI))
  await pull(tenant, 'openai.service_accounts', ACCOUNT)
  await pullUse(tenant)
  const people = PeopleAnswer.parse((await browser.send('GET', '/api/people', { app: real })).body).people
  const mei = people.find(({ email }) => email === MEI.email)?.subject ?? ''
  const [former = ''] = (await unmappedAt(browser))
    .map(({ identity }) => identity)
    .filter((one) => one.startsWith('sub_'))
  return { tenant, browser, mei, former }
}
const pullUse = (tenant: TenantId) =>
  pull(
    tenant,
    'openai.usage.completions',
    used('a', { model: 'gpt-6.2-sol' }, { vendorUser: 'openai:user-former' }),
    used('b', { model: 'gpt-6.2-sol', api_key: 'key_gone' }),
  )

const unmappedAt = async (browser: Browser) =>
  UnmappedAnswer.parse((await browser.send('GET', '/api/people/unmapped', { app: real })).body).rows
const linksAt = async (browser: Browser) =>
  UnmappedAnswer.parse((await browser.send('GET', '/api/people/unmapped', { app: real })).body).links
const link = (browser: Browser, identity: string, person: string | null) =>
  browser.send('POST', '/api/people/links', { json: { identity, person }, app: real })
const subjectsOf = async (browser: Browser, subject: string) => {
  const reply = await browser.send('GET', `/api/people/${subject}`, { app: real })
  return PersonAnswer.parse(reply.body).person.subjects.toSorted()
}

describe('POST /api/people/links', () => {
  let on: Company
  beforeEach(async () => {
    on = await company()
  })

  it('begins with what nobody linked', async () => {
    const rows = await unmappedAt(on.browser)
    expect(new Set(rows.map(({ identity, linkable }) => [identity, linkable].join()))).toEqual(
      new Set([`${on.former},true`, 'openai:key_gone,true', 'openai:svc_acct_1,false']),
    )
    expect(at((await on.browser.send('GET', '/api/people', { app: real })).body, 'unmapped')).toBe(2)
  })

  it('is right in the very next answer, before anything was projected', async () => {
    expect(await link(on.browser, on.former, on.mei)).toMatchObject({
      status: 200,
      body: { identity: on.former, person: on.mei },
    })
    expect(await subjectsOf(on.browser, on.mei)).toEqual([on.mei, on.former].sort())
    expect(await subjectsOf(on.browser, on.former)).toEqual([on.mei, on.former].sort())
    expect((await unmappedAt(on.browser)).map(({ identity }) => identity)).not.toContain(on.former)
    const [hand] = await linksAt(on.browser)
    expect(hand).toMatchObject({ identity: on.former, how: 'linked', seq: null, person: { subject: on.mei } })
  })

  it('is a record: who, which identity, whose, and nothing personal in the open', async () => {
    await link(on.browser, on.former, on.mei)
    await ledger(on.tenant).settle()
    const [hand] = await linksAt(on.browser)
    const text = (await ledger(on.tenant).record(hand?.seq ?? -1))?.text ?? ''
    expect(JSON.parse(text)).toMatchObject({
      kind: 'identity',
      stream: 'tallystick.identity',
      data: { action: 'linked', identity: on.former, person: on.mei },
      subject: expect.stringMatching(/^sub_/),
    })
    expect(text).not.toContain('@')
  })

  it('survives that the same identity is pulled again, and a rebuild of all read models', async () => {
    await link(on.browser, on.former, on.mei)
    await link(on.browser, 'openai:key_gone', on.mei)
    await pullUse(on.tenant)
    await pull(
      on.tenant,
      'openai.users',
      member({ vendorUser: 'openai:user-former', email: 'other@northwind.example' }),
    )
    const before = await subjectsOf(on.browser, on.mei)
    expect(before).toEqual([on.mei, on.former].sort())
    const links = await linksAt(on.browser)
    await ledger(on.tenant).rebuild()
    expect(await subjectsOf(on.browser, on.mei)).toEqual(before)
    expect(await linksAt(on.browser)).toEqual(links)
    expect(links.map(({ seq }) => seq)).not.toContain(null)
  })

  it('is taken back by null, which holds against an equal address, also after a rebuild', async () => {
    const alias = { domain_aliases: [['northwind.example', 'northwind.io']] }
    await on.browser.send('PATCH', '/api/settings', { json: alias, app: real })
    await pull(on.tenant, 'openai.users', member({ vendorUser: 'openai:user-former', email: 'MEI@northwind.io' }))
    expect(await subjectsOf(on.browser, on.former)).toEqual([on.mei, on.former].sort())
    expect((await link(on.browser, on.former, null)).status).toBe(200)
    expect(await subjectsOf(on.browser, on.former)).toEqual([on.former])
    await ledger(on.tenant).rebuild()
    expect(await subjectsOf(on.browser, on.former)).toEqual([on.former])
    expect((await link(on.browser, on.former, on.mei)).status).toBe(200)
    expect(await subjectsOf(on.browser, on.former)).toEqual([on.mei, on.former].sort())
    const actions = (await linksAt(on.browser)).map(({ how }) => how)
    expect(actions).toEqual(['linked'])
  })

  it('writes nothing when it stands already', async () => {
    await link(on.browser, on.former, on.mei)
    const { size } = await ledger(on.tenant).state()
    expect((await link(on.browser, on.former, on.mei)).status).toBe(200)
    expect((await ledger(on.tenant).state()).size).toBe(size)
  })

  it('keeps the last word when the ledger was away for the first', async () => {
    const away = createApp({ ...outside, recordAct: () => Promise.reject(new Error('ledger is away')) })
    const json = { identity: on.former, person: on.mei }
    expect((await on.browser.send('POST', '/api/people/links', { json, app: away })).status).toBe(200)
    expect(await subjectsOf(on.browser, on.mei)).toHaveLength(2)
    await link(on.browser, on.former, null)
    await deliverActs(env, recordAct)
    await ledger(on.tenant).rebuild()
    expect(await subjectsOf(on.browser, on.mei)).toEqual([on.mei])
  })
})

describe('POST /api/people/links refuses in words', () => {
  let on: Company
  beforeAll(async () => {
    on = await company()
  })

  it.each<[string, (on: Company) => [string, string | null], number, string]>([
    ['an identity that nobody has', (c) => [newSubjectId(), c.mei], 404, 'not_found'],
    ['a key that nobody has', (c) => ['openai:key_none', c.mei], 404, 'not_found'],
    ['a key of the other vendor by the same id', (c) => ['anthropic:key_gone', c.mei], 404, 'not_found'],
    ['a person that nobody is', (c) => [c.former, newSubjectId()], 404, 'not_found'],
    ['a service account', (c) => ['openai:svc_acct_1', c.mei], 400, 'invalid_request'],
    ['to keep a service account apart', () => ['openai:svc_acct_1', null], 400, 'invalid_request'],
    ['a key as a person', (c) => [c.former, 'openai:key_gone'], 400, 'invalid_request'],
    ['a person to themselves', (c) => [c.mei, c.mei], 400, 'invalid_request'],
    ['text that is no identity', (c) => ["' OR 1=1", c.mei], 404, 'not_found'],
  ])('%s', async (_, wish, status, expected) => {
    const reply = await link(on.browser, ...wish(on))
    expect([reply.status, code(reply)]).toEqual([status, expected])
    expect(String(at(reply.body, 'error', 'details', 0, 'path'))).toMatch(/^body\.(identity|person)$/)
    expect(String(at(reply.body, 'error', 'message')).length).toBeGreaterThan(20)
  })

  it.each([
    {},
    { identity: '' },
    { identity: 'x', person: 5 },
    { identity: 'x'.repeat(301), person: null },
    { identity: 'x' },
  ])('the body %j', async (json) => {
    const reply = await on.browser.send('POST', '/api/people/links', { json, app: real })
    expect([reply.status, code(reply)]).toEqual([400, 'invalid_request'])
  })

  it('another organization’s subjects and keys, as identity and as person', async () => {
    const theirs = await company()
    for (const [identity, person] of [
      [theirs.former, on.mei],
      [on.former, theirs.mei],
      [theirs.mei, null],
    ] as const) {
      expect((await link(on.browser, identity, person)).status).toBe(404)
    }
    expect(await linksAt(on.browser)).toEqual([])
    expect(await linksAt(theirs.browser)).toEqual([])
  })
})
