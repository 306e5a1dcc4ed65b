// Erasing one chat, what retention erases by the same path, and the facts of a certificate.
import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { controlDatabase } from '../../worker/db/control/database.ts'
import { tenant as tenants } from '../../worker/db/control/schema.ts'
import { listErasures } from '../../worker/db/tenant/erasures.ts'
import { certificateFacts } from '../../worker/erasure/facts.ts'
import { monthsAgo } from '../../worker/erasure/retention.ts'
import { tickErasures } from '../../worker/erasure/tick.ts'
import { hex } from '../../worker/ledger/bytes.ts'
import { readBlob } from '../../worker/vault/blob.ts'
import { readDirectory } from '../../worker/vault/directory.ts'
import { connect } from '../support/tenants.ts'
import { ADA, CONTENT, chat, home, ingest, ledger, message, vault } from './company.ts'
import { type Company, call, company, drain, erased, recordsOf, saying } from './stage.ts'

const CHAT = { scope: 'chat' as const, target: 'chat-ada', confirm: 'chat-ada' }
let on: Company
beforeEach(async () => {
  on = await company()
  await connect(on.tenant, 'not-a-key', 'org-1', 1, 'anthropic_compliance')
})

const textsOf = async (chat: string): Promise<string[]> => {
  const { objects } = await home.vault.list({ prefix: `content/${on.tenant}/${chat}/` })
  return objects.map(({ key }) => key)
}

describe('an erased chat', () => {
  it('has no text and no title; its person and other chats keep theirs', async () => {
    const seen = await erased(on, CHAT)
    expect(await textsOf('chat-ada')).toEqual([])
    expect(await textsOf('chat-oli')).toHaveLength(3)
    expect((await readDirectory(vault(on.tenant))).people[on.ada]?.email).toBe(ADA.email)
    expect(seen.counts).toMatchObject({ chats: 1, messages: 2, blobs: 2, envelopes: 1, keys: 0, mentions: 0 })
    const [result] = await saying(on, 'erased')
    const own = (await recordsOf(on)).filter(({ id }) => id === 'chat-ada' || id.startsWith('chat-ada/'))
    expect(result?.refs).toEqual(own.map(({ seq }) => seq))
    for (const { seq, content, id, stream, rev } of own) {
      expect((await ledger(on.tenant).record(seq))?.envelope).toBeNull()
      if (content === undefined) continue
      const about = { ref: `${stream}/${id}/${rev}`, subject: on.ada }
      expect(await readBlob(vault(on.tenant), about, content)).toEqual({ ok: false, code: 'absent' })
    }
  })

  it('takes its earlier revisions along, also of messages that were changed', async () => {
    await ingest(on.tenant, 'anthropic.content', [message('m1', 'chat-ada', ADA, 'user', 'Changed afterwards.')])
    const seen = await erased(on, CHAT)
    expect(seen.counts).toMatchObject({ messages: 3, blobs: 3 })
    expect(await textsOf('chat-ada')).toEqual([])
  })

  it('is not captured again, and is once that is lifted', async () => {
    const { id } = await erased(on, CHAT)
    const late = message('m7', 'chat-ada', ADA, 'user', 'Said later.')
    await ingest(on.tenant, 'anthropic.content', [...CONTENT, late])
    expect(await textsOf('chat-ada')).toEqual([])
    await call(on, 'POST', `/api/content/erasures/${id}/lift`)
    await ingest(on.tenant, 'anthropic.content', [message('m8', 'chat-ada', ADA, 'user', 'Said last.')])
    expect(await textsOf('chat-ada')).toHaveLength(1)
  })

  it('of an id with a slash or a percent sign takes nothing of another', async () => {
    await ingest(on.tenant, 'anthropic.content', [message('m1', 'chat-ad', ADA, 'user', 'Of another chat.')])
    await erased(on, CHAT)
    expect(await textsOf('chat-ad')).toHaveLength(1)
  })
})

describe('retention', () => {
  const keep = (months: number | null) =>
    controlDatabase(on.env).update(tenants).set({ retentionMonths: months }).where(eq(tenants.id, on.tenant))
  const night = new Date('2026-10-01T00:00:00.000Z')
  const rows = () => listErasures(home.db, on.tenant, null, 10)

  it('is off by default', async () => {
    await tickErasures(on.env, night)
    expect(await rows()).toEqual([])
  })

  it('erases what is older by the same path, one record for all, and leaves the newer', async () => {
    await keep(12)
    await tickErasures(on.env, night)
    expect(await rows()).toEqual([])
    await keep(6)
    await tickErasures(on.env, night)
    await drain(on)
    const [row, ...more] = await rows()
    expect([row?.state, row?.reasonCode, more]).toEqual(['done', 'retention', []])
    expect(await textsOf('chat-ada')).toEqual([])
    expect(await textsOf('chat-oli')).toEqual([])
    const [result] = await saying(on, 'erased')
    expect(result?.data).toMatchObject({ reason_code: 'retention', scope: 'chat' })
    await ledger(on.tenant).settle()
    await tickErasures(on.env, night)
    expect(await rows()).toHaveLength(1)
  })

  it('skips what is held, by chat or by person', async () => {
    await keep(6)
    await call(on, 'POST', '/api/content/holds', { scope: 'person', target: on.oli, matter: 'Case', reason: '' })
    await tickErasures(on.env, night)
    await drain(on)
    expect(await textsOf('chat-ada')).toEqual([])
    expect(await textsOf('chat-oli')).toHaveLength(3)
  })

  it('takes new messages of an old chat again, and not the old ones', async () => {
    await keep(6)
    await tickErasures(on.env, night)
    await drain(on)
    const later = message('m5', 'chat-ada', ADA, 'user', 'After a long time.')
    await ingest(on.tenant, 'anthropic.content', [...CONTENT, later])
    expect((await textsOf('chat-ada')).map((key) => key.split('/').at(-2))).toEqual(['m5'])
  })

  it('counts calendar months', () => {
    const ago = (at: string, months: number) => monthsAgo(new Date(at), months).slice(0, 10)
    expect(ago('2026-03-31T10:00:00Z', 1)).toBe('2026-02-28')
    expect(ago('2024-03-31T10:00:00Z', 1)).toBe('2024-02-29')
    expect(ago('2026-01-15T10:00:00Z', 13)).toBe('2024-12-15')
    expect(ago('2026-12-31T23:59:59Z', 6)).toBe('2026-06-30')
  })
})

describe('many chats', () => {
  it('go all, over several rounds of a step', async () => {
    const ids = Array.from({ length: 205 }, (_, n) => `many-${String(n).padStart(3, '0')}`)
    await ingest(
      on.tenant,
      'anthropic.content',
      ids.flatMap((id) => [message('m', id, ADA, 'user', `Said in ${id}.`), chat(id, ADA, `Title ${id}`, 1)]),
    )
    await ledger(on.tenant).settle()
    const seen = await erased(on, { target: on.ada })
    expect(seen.counts).toMatchObject({ chats: 206, messages: 208, blobs: 208 })
    expect(await textsOf('many-000')).toEqual([])
    expect((await home.vault.list({ prefix: `content/${on.tenant}/many-` })).objects).toEqual([])
  })
})

describe('the facts of a certificate', () => {
  it('say what existed, what says so, and that the ledger holds before and after', async () => {
    const { id, certificate } = await erased(on, { target: on.ada })
    const facts = await certificateFacts(on.env, on.tenant, id)
    if (facts === null) throw new Error('no facts')
    const [intended] = await saying(on, 'intended')
    const [result] = await saying(on, 'erased')
    expect(facts).toMatchObject({
      scope: 'person',
      intent: { seq: intended?.seq },
      results: [{ seq: result?.seq }],
      requestedBy: intended?.subject,
      approvedBy: null,
      consistent: true,
      bundle: certificate,
    })
    expect(facts.before?.size).toBeLessThanOrEqual(intended?.seq ?? 0)
    expect(facts.after.size).toBeGreaterThan(result?.seq ?? 0)
    const leaves = await Promise.all(
      (result?.refs ?? []).map(async (seq) => (await ledger(on.tenant).record(seq))?.leaf),
    )
    const bytes = Uint8Array.from(leaves.flatMap((leaf) => [...Buffer.from(leaf ?? '', 'hex')]))
    expect(facts.existed.leavesDigest).toBe(hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))))
    expect(facts.existed.records).toBe(result?.refs?.length)
  })

  it('are none of an erasure that is not done', async () => {
    expect(await certificateFacts(on.env, on.tenant, 'er_none')).toBeNull()
  })
})
