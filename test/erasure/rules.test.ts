// What stands before an erasure: holds, a second person, the workspace's own members, and the right words.

import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { controlDatabase } from '../../worker/db/control/database.ts'
import { tenant as tenants } from '../../worker/db/control/schema.ts'
import { tickErasures } from '../../worker/erasure/tick.ts'
import { ErasurePreview, HoldView } from '../../worker/http/schemas/content.ts'
import { readDirectory } from '../../worker/vault/directory.ts'
import { at, type Browser, code, join } from '../http/harness.ts'
import { connect } from '../support/tenants.ts'
import { ADA, ingest, KEPT, ledger, MEMBERS, message, OLI, PLANTED, vault } from './company.ts'
import { ask, asked, type Company, call, company, drain, erased, recordsOf, saying, view, wishOf } from './stage.ts'

let on: Company
beforeEach(async () => {
  on = await company()
  await connect(on.tenant, 'not-a-key', 'org-1', 1, 'anthropic_compliance')
})

const hold = async (scope: 'person' | 'chat', target: string): Promise<HoldView> => {
  const body = { scope, target, matter: 'Case 7', reason: 'A claim is expected.' }
  return HoldView.parse((await call(on, 'POST', '/api/content/holds', body)).body)
}
const preview = async (scope: string, target: string) =>
  ErasurePreview.parse(
    (await call(on, 'GET', `/api/content/erasures/preview?scope=${scope}&target=${encodeURIComponent(target)}`)).body,
  )

describe('a legal hold', () => {
  it.each(['person', 'chat'] as const)(
    'on a %s blocks the erasure of the person, of the chat and of all',
    async (scope) => {
      const held = await hold(scope, scope === 'person' ? on.ada : 'chat-ada')
      const wishes = [
        { target: on.ada },
        { scope: 'chat' as const, target: 'chat-ada', confirm: 'chat-ada' },
        { scope: 'tenant' as const, target: 'all', confirm: 'Tarnwick Instruments' },
      ]
      for (const wish of wishes) {
        const reply = await ask(on, wish)
        expect([reply.status, code(reply)]).toEqual([409, 'on_hold'])
        expect(at(reply.body, 'error', 'details', 'holds')).toEqual([held.id])
      }
      expect(on.jobs).toEqual([])
      expect((await saying(on, 'refused')).map(({ data }) => data.scope)).toEqual(['person', 'chat', 'tenant'])
      expect(await saying(on, 'intended')).toEqual([])
      const { people } = await readDirectory(vault(on.tenant))
      expect(people[on.ada]?.email).toBe(ADA.email)
    },
  )

  it('is shown before, with its matter, and blocks no more once it is released', async () => {
    const held = await hold('person', on.ada)
    expect((await preview('chat', 'chat-ada')).holds).toMatchObject([{ id: held.id, matter: 'Case 7' }])
    expect((await preview('chat', 'chat-oli')).holds).toEqual([])
    await call(on, 'POST', `/api/content/holds/${held.id}/release`, { reason: 'The claim was withdrawn.' })
    expect((await ask(on, { target: on.ada })).status).toBe(202)
  })

  it('on somebody else keeps what that one has of the person, and the result says how much', async () => {
    await hold('person', on.oli)
    await erased(on, { target: on.ada })
    const [result] = await saying(on, 'erased')
    // A title, an activity; and one message.
    expect(result?.data.kept_by_hold).toBeGreaterThan(0)
    const { objects } = await on.env.VAULT_US.list({ prefix: `content/${on.tenant}/chat-oli/` })
    expect(objects).toHaveLength(3)
  })
})

describe('a second person', () => {
  const second = async (): Promise<Browser> => (await join(on.owner, 'admin')).browser
  beforeEach(async () => {
    await controlDatabase(on.env).update(tenants).set({ secondApprover: true }).where(eq(tenants.id, on.tenant))
  })
  const decide = async (id: string, decision: string, browser = on.owner) =>
    call(on, 'POST', `/api/content/approvals/${id}`, { decision, words: '' }, browser)

  it('has to approve it; until then nothing is marked or destroyed', async () => {
    const id = await asked(on, { target: on.ada })
    const waiting = await view(on, id)
    expect(waiting.state).toBe('waiting')
    await tickErasures(on.env, new Date(Date.now() + 30 * 60_000))
    await drain(on)
    expect((await view(on, id)).state).toBe('waiting')
    expect(await saying(on, 'intended')).toEqual([])
    expect((await decide(waiting.approval ?? '', 'approve')).status).not.toBe(200)
    const other = await second()
    expect((await decide(waiting.approval ?? '', 'approve', other)).status).toBe(200)
    await tickErasures(on.env, new Date(Date.now() + 90 * 60_000))
    await drain(on)
    expect((await view(on, id)).state).toBe('done')
    const [intended] = await saying(on, 'intended')
    expect(intended?.data).toMatchObject({ approval: waiting.approval, requested_by: waiting.requested_by?.subject })
    expect(intended?.data.approved_by).toMatch(/^sub_/)
    expect(intended?.refs).toHaveLength(2)
  })

  it('who refuses ends it', async () => {
    const id = await asked(on, { target: on.ada })
    const { approval } = await view(on, id)
    await decide(approval ?? '', 'refuse', await second())
    await tickErasures(on.env, new Date(Date.now() + 90 * 60_000))
    await drain(on)
    expect(await view(on, id)).toMatchObject({ state: 'refused', words: expect.stringContaining('second person') })
    expect(await saying(on, 'intended')).toEqual([])
  })
})

describe('whoever asks', () => {
  it.each([
    ['an address that is not theirs', { confirm: OLI.email }],
    ['nothing that names them', { confirm: 'yes' }],
  ])('and types %s is refused', async (_, more) => {
    const reply = await ask(on, { target: on.ada, ...more })
    expect([reply.status, code(reply)]).toEqual([400, 'invalid_request'])
  })

  it('may type the name instead of the address, in any case', async () => {
    expect((await preview('person', on.ada)).confirm).toBe(ADA.email)
    expect((await ask(on, { target: on.ada, confirm: ' ada QUILL ' })).status).toBe(202)
  })

  it('for a chat or person that is not here, or another tenant’s, finds nothing', async () => {
    const other = await company()
    for (const wish of [
      { target: other.ada, confirm: other.ada },
      { target: 'sub_', confirm: 'sub_' },
      { scope: 'chat' as const, target: 'chat-nobody', confirm: 'chat-nobody' },
      { scope: 'tenant' as const, target: other.tenant, confirm: other.tenant },
    ]) {
      expect((await ask(on, wish)).status, JSON.stringify(wish)).toBe(404)
    }
  })

  it('must be an owner for the whole workspace, and may not be auditor, finance, member or a token', async () => {
    const body = { scope: 'tenant' as const, target: 'all', confirm: 'Tarnwick Instruments' }
    const admin = (await join(on.owner, 'admin')).browser
    const refused = await call(on, 'POST', '/api/content/erasures', wishOf(body), admin)
    expect([refused.status, code(refused)]).toEqual([403, 'owner_required'])
    for (const role of ['auditor', 'finance', 'member']) {
      const { browser } = await join(on.owner, role)
      const reply = await call(on, 'POST', '/api/content/erasures', wishOf({ target: on.ada }), browser)
      expect([reply.status, code(reply)]).toEqual([403, 'forbidden'])
    }
  })

  it('for a member of the workspace is told to remove their access first', async () => {
    const member = await join(on.owner, 'member')
    const who = { vendorUser: 'anthropic:user_m', email: member.email }
    await ingest(on.tenant, 'anthropic.members', [
      { ...MEMBERS.later[0], fields: { email: member.email, name: 'M Example' }, who } as never,
    ])
    await ledger(on.tenant).settle()
    const { people } = await readDirectory(vault(on.tenant))
    const [subject = ''] = Object.entries(people).find(([, { email }]) => email === member.email) ?? []
    const reply = await ask(on, { target: subject, confirm: member.email })
    expect([reply.status, at(reply.body, 'error', 'message')]).toEqual([
      409,
      expect.stringContaining('Remove their access first'),
    ])
  })
})

describe('an erased person', () => {
  it('stays out: what the vendor says of them later is recorded without them', async () => {
    await erased(on, { target: on.ada })
    await ingest(on.tenant, 'anthropic.content', [message('m9', 'chat-ada', ADA, 'user', 'A later question.')])
    await ingest(on.tenant, 'anthropic.activity', [
      {
        kind: 'activity',
        id: 'act-9',
        occurredAt: '2026-03-02T00:00:00.000Z',
        data: { type: 'x', actor_type: 'user' },
        fields: { email: OLI.email, target_email: ADA.email.toUpperCase(), cc: [ADA.email, OLI.email] },
        who: OLI,
      },
    ])
    const [later, told] = (await recordsOf(on)).slice(-3).filter(({ kind }) => kind !== 'pull')
    expect(later).toMatchObject({ kind: 'message', id: 'chat-ada/m9', subject: on.ada })
    expect(later).not.toHaveProperty('content')
    expect(told?.sealed?.fields).toEqual(['cc', 'email'])
    const { objects } = await on.env.VAULT_US.list({ prefix: `content/${on.tenant}/chat-ada/` })
    expect(objects).toEqual([])
    expect(await on.env.VAULT_US.head(`keys/${on.tenant}/sub/${on.ada}`)).toBeNull()
  })

  it('is captured again once an admin lifts it, and what was destroyed stays so', async () => {
    const { id } = await erased(on, { target: on.ada })
    const lifted = await call(on, 'POST', `/api/content/erasures/${id}/lift`)
    expect([lifted.status, at(lifted.body, 'lifted_at')]).toEqual([200, expect.any(String)])
    await call(on, 'POST', `/api/content/erasures/${id}/lift`)
    expect(await saying(on, 'lifted')).toHaveLength(1)
    await ingest(on.tenant, 'anthropic.members', MEMBERS.later)
    await ingest(on.tenant, 'anthropic.content', [message('m9', 'chat-ada', ADA, 'user', 'A later question.')])
    await ledger(on.tenant).settle()
    const { people } = await readDirectory(vault(on.tenant))
    expect(people[on.ada]).toMatchObject({ name: PLANTED.name })
    expect((await recordsOf(on)).at(-1)).toHaveProperty('content')
    await ledger(on.tenant).rebuild()
    expect((await readDirectory(vault(on.tenant))).people[on.ada]?.name).toBe(PLANTED.name)
  })

  it('cannot come in with a page that was sealed before the erasure began', async () => {
    const drafts = [message('late', 'chat-ada', ADA, 'user', 'Too late.')]
    const own = vault(on.tenant)
    const real = ledger(on.tenant)
    let started = false
    // Between asking what is erased and appending, somebody erases.
    const between = new Proxy(real, {
      get: (stub, name) => {
        const value: unknown = Reflect.get(stub, name)
        if (typeof value !== 'function') return value
        return async (...args: unknown[]) => {
          if (name === 'append' && !started) {
            started = true
            await asked(on, { target: on.ada })
          }
          return Reflect.apply(value, stub, args)
        }
      },
    })
    const { ingestPage } = await import('../../worker/pull/ingest.ts')
    const target = {
      ledger: between,
      vault: own,
      tenant: on.tenant,
      stream: 'anthropic.content',
      scope: 'org-1',
      digest: true,
    }
    const manifest = {
      endpoint: '/v1/x',
      query: '',
      status: 200,
      page_sha256: 'e'.repeat(64),
      bytes: 1,
      items: 1,
      has_more: false,
    }
    const result = await ingestPage(target, { drafts, manifest, next: null }, { now: new Date() })
    expect(result).toMatchObject({ ok: true })
    const record = (await recordsOf(on)).find(({ id }) => id === 'chat-ada/late')
    expect(record).not.toHaveProperty('content')
    await drain(on)
    const { objects } = await on.env.VAULT_US.list({ prefix: `content/${on.tenant}/chat-ada/` })
    expect(objects).toEqual([])
  })
})

describe('mentions', () => {
  it('of others are kept where that was chosen, in texts and only there', async () => {
    await erased(on, { target: on.ada, mentions: 'keep' })
    const { objects } = await on.env.VAULT_US.list({ prefix: `content/${on.tenant}/chat-oli/` })
    expect(objects).toHaveLength(3)
    expect((await readDirectory(vault(on.tenant))).people[on.oli]?.name).toBe(KEPT.name)
  })
})
