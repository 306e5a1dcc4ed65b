// The promise itself: after an erasure no reply, export, row, object or search gives back any of a person's texts, addresses or names.
import { beforeAll, describe, expect, it } from 'vitest'
import { newAct } from '../../worker/access/acts.ts'
import { insertAct } from '../../worker/db/control/acts.ts'
import { controlDatabase } from '../../worker/db/control/database.ts'
import { ROUTES } from '../../worker/http/routes/all.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'
import { envelopeRef } from '../../worker/tenant/names.ts'
import { readAlertChannels } from '../../worker/vault/alert-channels.ts'
import { readBlob } from '../../worker/vault/blob.ts'
import { readDirectory } from '../../worker/vault/directory.ts'
import { openEnvelope } from '../../worker/vault/envelope.ts'
import { readQuarantined } from '../../worker/vault/quarantine.ts'
import { readChannels, sealChannels } from '../../worker/vault/receipt-channels.ts'
import { filesOf, judge, made, open, troubles } from '../export/stage.ts'
import { dumpEverything } from '../flows/dump.ts'
import { ADA, home, ingest, ledger, MEMBERS, PLANTED, readAll, vault } from './company.ts'
import { type Company, call, company, erased, recordsOf } from './stage.ts'

/** In any case, because that is how a search would find them. */
const FORMS = Object.values(PLANTED).map((text) => text.toLowerCase())
/** Somebody whose name only begins like hers keeps it. */
const found = (text: string): string[] => {
  const searched = text.toLowerCase().replaceAll('ada quillington', '')
  return FORMS.filter((form) => searched.includes(form))
}

/** Everything that a key still opens, as text. */
async function everythingOpened(on: Company): Promise<string> {
  const own = vault(on.tenant)
  const all: unknown[] = [await readDirectory(own), await readChannels(own), await readAlertChannels(own)]
  for (const record of await recordsOf(on)) all.push(record, await openedOf(on, record))
  const quarantine = await readQuarantined(own, 'cn-x')
  return JSON.stringify([...all, quarantine && new TextDecoder().decode(quarantine)])
}

async function openedOf(on: Company, record: LedgerRecord): Promise<unknown> {
  const own = vault(on.tenant)
  const about = { ref: envelopeRef(record), ...(record.subject !== undefined && { subject: record.subject }) }
  const object = (await ledger(on.tenant).record(record.seq))?.envelope
  const fields = record.sealed && object ? await openEnvelope(own, { ...about, sealed: record.sealed, object }) : null
  const text = record.content ? await readBlob(own, about, record.content) : null
  return [fields, text]
}

/** Every GET of the API that takes nothing but what is named here. */
async function everythingAnswered(on: Company): Promise<string> {
  const { size } = await ledger(on.tenant).state()
  const said: unknown[] = []
  const ask = async (path: string) => said.push(path, (await call(on, 'GET', path)).body)
  for (const { method, path, access } of ROUTES) {
    if (method !== 'get' || !Array.isArray(access)) continue
    if (!path.includes('{')) await ask(path)
    for (const id of [on.ada, on.oli, 'chat-ada', 'chat-oli', 'key_1']) {
      if (path.includes('{')) await ask(path.replace(/\{\w+\}/, id))
    }
  }
  for (let seq = 0; seq < size; seq++) await ask(`/api/ledger/records/${seq}`)
  for (const q of ['ada', 'Quill', PLANTED.address]) await ask(`/api/people?q=${encodeURIComponent(q)}`)
  for (const q of ['zinc heron', 'amber', 'ada quill']) await ask(`/api/content/chats?q=${encodeURIComponent(q)}`)
  await ask(`/api/ledger/records?limit=1000`)
  return JSON.stringify(said)
}

let on: Company
let exported: string

beforeAll(async () => {
  on = await company()
  const disclosed = await made(on, { disclose: true, as_of: 'newest', note: `for ${PLANTED.name}` })
  exported = disclosed.id
  await call(on, 'POST', '/api/invitations', { email: ADA.email, role: 'member' })
  await call(on, 'POST', '/api/tokens', {
    name: `${PLANTED.name} script`,
    scopes: ['read:usage'],
    expires_at: new Date(Date.now() + 86_400_000).toISOString(),
  })
  const { etag, channels } = await readChannels(vault(on.tenant))
  await sealChannels(vault(on.tenant), { ...channels, mails: [{ id: 'm1', address: ADA.email }] }, etag)
  // What people type into the screens of money: a channel to her, and names after her.
  const kept = async (path: string, json: object) => expect((await call(on, 'POST', path, json)).status).toBe(201)
  await kept('/api/alert-channels', { kind: 'mail', name: `${PLANTED.name} at home`, address: ADA.email })
  const budget = { name: `Spend of ${PLANTED.name}`, scope: 'tenant', period: 'month', amount: '1000000000000' }
  await kept('/api/budgets', budget)
  const search = `q=${encodeURIComponent(PLANTED.name)}`
  await kept('/api/views', { name: `What ${PLANTED.name} did`, screen: 'people', search, shared: true })
  // An act that a silent ledger had not taken when the erasure began.
  const who = { id: 'usr_x', email: 'other@example.com', name: 'Other Example' }
  const spec = { kind: 'member_access' as const, stream: 'tallystick.members', data: { action: 'removed' } }
  const act = newAct(on.tenant, who, { ...spec, fields: { member_email: ADA.email } }, new Date())
  await insertAct(controlDatabase(on.env), act, new Date())
})

describe('before the erasure', () => {
  it('the search sees each of them: it can fail', async () => {
    expect(found(await everythingOpened(on)).sort()).toEqual([...FORMS].sort())
    expect(found(await everythingAnswered(on))).toContain(PLANTED.name.toLowerCase())
    expect(found((await dumpEverything()).join('\n'))).toContain(PLANTED.address)
  })
})

describe('after the erasure', () => {
  beforeAll(async () => {
    await erased(on, { target: on.ada, reason: `${PLANTED.name} (${PLANTED.address}) asked for it by letter.` })
  })

  it('nothing that a key opens holds any of them', async () => {
    expect(found(await everythingOpened(on))).toEqual([])
  })

  it('no row of a database or object and no stored object holds any of them', async () => {
    const all = await dumpEverything()
    expect(all.filter((text) => found(text).length > 0).map((text) => [found(text), text.slice(0, 300)])).toEqual([])
  })

  it('no answer of the API holds any of them', async () => {
    const said = await everythingAnswered(on)
    expect(found(said)).toEqual([])
    expect(said).toContain('Oli Brandt')
  })

  it('the export that disclosed them is gone, and a new one tells nothing', async () => {
    expect(await objectsOf(exported)).toEqual([])
    const again = await made(on, { disclose: true, as_of: 'newest' })
    const [bytes] = await filesOf(on, again.id)
    if (bytes === undefined) throw new Error('no file')
    expect(troubles(await judge(on, bytes))).toEqual([])
    const { files } = await open(bytes)
    const all = [...files.values()].map((file) => new TextDecoder().decode(file)).join('\n')
    expect(found(all)).toEqual([])
    expect(all).toContain('Oli Brandt')
  })

  it('what the vendor says again brings nothing back, and adds nothing', async () => {
    const before = (await ledger(on.tenant).state()).size
    await readAll(on.tenant)
    expect((await recordsOf(on)).slice(before).map(({ kind }) => kind)).toEqual([])
    await ingest(on.tenant, 'anthropic.members', MEMBERS.first)
    await ledger(on.tenant).settle()
    expect(found(await everythingOpened(on))).toEqual([])
  })

  it('a rebuild of the screens brings nothing back', async () => {
    await ledger(on.tenant).rebuild()
    expect(found(await everythingOpened(on))).toEqual([])
    expect(found(await everythingAnswered(on))).toEqual([])
  })
})

async function objectsOf(id: string): Promise<string[]> {
  const { objects } = await home.exports.list({ prefix: `${on.tenant}/${id}/` })
  return objects.map(({ key }) => key)
}
