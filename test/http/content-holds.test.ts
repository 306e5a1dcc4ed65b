// Legal holds: placed and released as records, kept by the ledger object, shown on what they cover; and a second person for the release.
import { beforeAll, describe, expect, it } from 'vitest'
import { HoldList, HoldView } from '../../worker/http/schemas/content.ts'
import { home, ledger } from '../support/tenants.ts'
import { ADA, type Content, chatOf, contentStage, detail, list, messageOf, OLI, records } from './content-stage.ts'
import { at, type Browser, code, newTenant } from './harness.ts'

let on: Content
let ada: string

beforeAll(async () => {
  on = await contentStage(
    chatOf('chat-1', ADA, null),
    messageOf('m1', 'chat-1', ADA, 'one'),
    chatOf('chat-2', OLI, null),
    messageOf('m1', 'chat-2', OLI, 'two'),
  )
  ada = (await list(on.admin)).chats.find(({ id }) => id === 'chat-1')?.person?.subject ?? ''
})

const place = (wish: object, browser = on.admin) =>
  browser.post('/api/content/holds', { matter: 'Heron v. Zoo', reason: 'Letter of counsel', ...wish })
async function placed(wish: object): Promise<HoldView> {
  const reply = await place(wish)
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body))
  return HoldView.parse(reply.body)
}
const release = (id: string, browser: Browser = on.admin) =>
  browser.post(`/api/content/holds/${id}/release`, { reason: 'The matter is closed.' })
const holds = async () => HoldList.parse((await on.owner.get('/api/content/holds')).body).holds
const held = () => ledger(on.tenant).holdsOn([ada], ['chat-1', 'chat-2'])

describe('a hold', () => {
  it('on a chat is a record whose matter is sealed, is shown, and stands in the ledger object', async () => {
    const hold = await placed({ scope: 'chat', target: 'chat-2' })
    expect(hold).toMatchObject({ chat: 'chat-2', matter: 'Heron v. Zoo', reason: 'Letter of counsel' })
    const record = (await records(on.tenant)).find(({ seq }) => seq === hold.seq)
    expect(record).toMatchObject({
      kind: 'hold',
      data: { action: 'placed', hold: hold.id, scope: 'chat', chat: 'chat-2' },
    })
    expect(JSON.stringify(record)).not.toMatch(/Heron|counsel/)
    expect(await held()).toEqual([{ hold: hold.id, scope: 'chat', target: 'chat-2' }])
    const seen = await detail(on.admin, 'chat-2')
    expect([seen.chat.holds, seen.custody.at(-1)]).toMatchObject([[hold.id], { what: 'held', seq: hold.seq }])
    expect((await list(on.admin, '?show=held')).chats.map(({ id }) => id)).toEqual(['chat-2'])
    expect((await release(hold.id)).status).toBe(200)
  })

  it('on a person covers all their chats', async () => {
    const hold = await placed({ scope: 'person', target: ada })
    expect(hold.person).toMatchObject({ subject: ada, name: 'Ada Example' })
    expect((await list(on.admin, '?show=held')).chats.map(({ id }) => id)).toEqual(['chat-1'])
    expect((await held()).map(({ target }) => target)).toEqual([ada])
    expect((await release(hold.id)).status).toBe(200)
  })

  it('ends with a record and is listed as released; again changes nothing', async () => {
    const hold = await placed({ scope: 'chat', target: 'chat-1' })
    const first = HoldView.parse((await release(hold.id)).body)
    expect(first.released_at).not.toBeNull()
    const again = HoldView.parse((await release(hold.id, on.owner)).body)
    expect(again).toEqual(first)
    expect(await held()).toEqual([])
    const of = (await records(on.tenant)).filter(({ data }) => data.hold === hold.id)
    expect(of.map(({ data }) => data.action)).toEqual(['placed', 'released'])
    expect(of[1]?.refs).toEqual([hold.seq])
    expect((await holds())[0]).toMatchObject({ id: hold.id, matter: 'Heron v. Zoo', released_at: first.released_at })
    expect((await detail(on.admin, 'chat-1')).custody.map(({ what }) => what).slice(-2)).toEqual(['held', 'released'])
  })

  it('whose row was lost is listed again, because the ledger object has it', async () => {
    const hold = await placed({ scope: 'chat', target: 'chat-1' })
    await home.db.prepare('DELETE FROM hold WHERE id = ?').bind(hold.id).run()
    expect((await holds())[0]).toEqual(hold)
    expect((await release(hold.id)).status).toBe(200)
  })

  it('on somebody or something that is not here is refused', async () => {
    const { tenantId } = await newTenant()
    for (const wish of [
      { scope: 'chat', target: 'chat-99' },
      { scope: 'person', target: 'chat-1' },
      { scope: 'person', target: `sub_${'0'.repeat(26)}` },
      { scope: 'chat', target: tenantId },
    ]) {
      expect([(await place(wish)).status, wish]).toEqual([404, wish])
    }
    expect((await release('hd_nothing')).status).toBe(404)
  })
})

describe('where a second person is wanted', () => {
  beforeAll(async () => {
    await on.owner.patch('/api/settings', { second_approver: true })
  })

  it('a hold ends once somebody else wants it too', async () => {
    const hold = await placed({ scope: 'chat', target: 'chat-1' })
    const first = await release(hold.id)
    expect([first.status, code(first)]).toEqual([409, 'approval_needed'])
    expect(code(await release(hold.id))).toBe('approval_needed')
    expect(await held()).toHaveLength(1)
    expect((await release(hold.id, on.owner)).status).toBe(200)
    expect(await held()).toEqual([])
    const of = (await records(on.tenant)).filter(({ data }) => data.hold === hold.id)
    expect(of.map(({ data }) => data.action)).toEqual(['placed', 'asked', 'released'])
  })

  it('or approves the wish', async () => {
    const hold = await placed({ scope: 'chat', target: 'chat-1' })
    const approval = String(at((await release(hold.id)).body, 'error', 'details', 'approval'))
    const own = await on.admin.post(`/api/content/approvals/${approval}`, { decision: 'approve' })
    expect(own.status).toBe(403)
    const reply = await on.owner.post(`/api/content/approvals/${approval}`, { decision: 'approve' })
    expect(reply.body).toMatchObject({ kind: 'release', state: 'used' })
    expect(await held()).toEqual([])
    expect((await holds())[0]?.released_by).not.toBeNull()
  })
})
