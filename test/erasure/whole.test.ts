// The end of a workspace: every key and text is gone, what is left is a ledger without names, and nothing begins anew.
import { beforeAll, describe, expect, it } from 'vitest'
import { deliverActs, newAct } from '../../worker/access/acts.ts'
import { insertAct } from '../../worker/db/control/acts.ts'
import { controlDatabase } from '../../worker/db/control/database.ts'
import { listTenantHomes } from '../../worker/db/control/tenant-homes.ts'
import type { ErasureView } from '../../worker/http/schemas/content.ts'
import { recordAct } from '../../worker/tenant/acts.ts'
import { VaultError } from '../../worker/vault/keys.ts'
import { filesOf, judge, open, seqsOf, troubles } from '../export/stage.ts'
import { dumpEverything } from '../flows/dump.ts'
import { at, code, newToken, withToken } from '../http/harness.ts'
import { rootLog } from '../root/judge.ts'
import { connect } from '../support/tenants.ts'
import { judgePublished } from '../tenant/judge.ts'
import { KEPT, ledger, PLANTED, readAll, vault } from './company.ts'
import { asked, type Company, call, company, drain, erased, saying } from './stage.ts'

let on: Company
let seen: ErasureView
let token: string
const ALL = { scope: 'tenant' as const, target: 'all', confirm: 'Tarnwick Instruments' }

beforeAll(async () => {
  on = await company()
  await connect(on.tenant, ['sk', 'ant', 'admin01', 'x'.repeat(24)].join('-'), 'org-1', 1)
  token = (await newToken(on.owner, ['read:usage'])).text
  await rootLog().cut()
  seen = await erased(on, ALL)
})

describe('after the end of a workspace', () => {
  it('nothing of it is left in the vault, and the checks say so', async () => {
    for (const folder of ['keys', 'content', 'credentials', 'directory', 'quarantine', 'receipts', 'search-keys']) {
      const { objects } = await on.env.VAULT_US.list({ prefix: `${folder}/${on.tenant}` })
      expect(objects, folder).toEqual([])
    }
    const [result] = await saying(on, 'erased')
    expect(result?.data.checks).toEqual({
      sealed_fields: 'erased',
      texts: 'erased',
      key_objects: 'absent',
      listings: 'empty',
      envelopes: 'absent',
    })
    expect(result).not.toHaveProperty('sealed')
    expect(seen.counts).toMatchObject({ chats: 3, messages: 5, blobs: 5 })
  })

  it('no text, name or address of anybody is found anywhere', async () => {
    const all = (await dumpEverything()).join('\n').toLowerCase()
    for (const text of [...Object.values(PLANTED), ...Object.values(KEPT)])
      expect(all).not.toContain(text.toLowerCase())
  })

  it('the ledger verifies, and the certificate’s bundle names every content record and the erasure', async () => {
    await ledger(on.tenant).settle()
    await judgePublished(on.tenant)
    const [bytes] = await filesOf(on, seen.certificate ?? '')
    if (bytes === undefined) throw new Error('no certificate')
    expect(troubles(await judge(on, bytes))).toEqual([])
    const [intended] = await saying(on, 'intended')
    const [result] = await saying(on, 'erased')
    const seqs = [...(result?.refs ?? []), intended?.seq ?? -1, result?.seq ?? -1]
    expect(seqsOf(await open(bytes))).toEqual(seqs.sort((a, b) => a - b))
  })

  it('its last checkpoint still finds its place in the root log, under the label it always had', async () => {
    const { checkpoint } = await ledger(on.tenant).settle()
    await rootLog().cut()
    expect((await ledger(on.tenant).rootLeafCovering(checkpoint))?.size).toBe(checkpoint)
  })

  it('no key is ever made again, whoever comes late', async () => {
    await expect(vault(on.tenant).tenantKey()).rejects.toThrow(VaultError)
    await expect(readAll(on.tenant)).rejects.toThrow(VaultError)
    await expect(vault(on.tenant).rewrap()).resolves.toBe('absent')
  })

  it('an act of somebody is recorded without anybody', async () => {
    const who = { id: 'usr_x', email: 'late@example.com', name: 'Late Example' }
    const spec = { kind: 'member_access' as const, stream: 'tallystick.sign_ins', data: { action: 'entered' } }
    const act = newAct(on.tenant, who, spec, new Date())
    await insertAct(controlDatabase(on.env), act, new Date())
    expect(await deliverActs(on.env, recordAct, [act.id])).toBe(1)
    const { size } = await ledger(on.tenant).state()
    const [last] = await ledger(on.tenant).records(size - 1, size - 1)
    expect(last?.text).toContain('"action":"entered"')
    expect(last?.text).not.toContain('sealed')
  })

  it('its members are told, and may fetch the ledger and the certificate only', async () => {
    for (const path of ['/api/usage', '/api/people', '/api/settings', '/api/content/chats', '/api/connections']) {
      const reply = await call(on, 'GET', path)
      expect([path, reply.status, code(reply)]).toEqual([path, 410, 'tenant_erased'])
    }
    for (const path of ['/api/ledger', '/api/ledger/records', '/api/exports', '/api/content/erasures', '/api/me']) {
      expect([path, (await call(on, 'GET', path)).status]).toEqual([path, 200])
    }
    const link = await call(on, 'GET', `/api/exports/${seen.certificate}/link`)
    expect(String(at(link.body, 'links', 0, 'url'))).toContain('/e/')
    expect((await withToken(token, 'GET', '/api/usage')).status).toBe(401)
  })

  it('what goes through all tenants leaves it alone', async () => {
    const homes = await listTenantHomes(controlDatabase(on.env), '', 1000)
    expect(homes.map(({ id }) => id)).not.toContain(on.tenant)
  })
})

describe('while a workspace ends', () => {
  it('nothing is sealed for it any more', async () => {
    const other = await company()
    await asked(other, ALL)
    const before = (await ledger(other.tenant).state()).size
    const { message, OLI, ingest } = await import('./company.ts')
    const late = ingest(other.tenant, 'anthropic.content', [message('late', 'chat-oli', OLI, 'user', 'Too late.')])
    await expect(late).rejects.toThrow('stale_revision')
    expect((await ledger(other.tenant).state()).size).toBe(before)
    await drain(other)
  })
})
