import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { writeProjection } from '../../worker/db/tenant/projection.ts'
import { newSubjectId, type TenantId } from '../../worker/ids.ts'
import { changesOf } from '../../worker/tenant/read-model.ts'
import { readDirectory, removeSubject } from '../../worker/vault/directory.ts'
import { estimateUsage } from '../../worker/vendors/prices/prices.ts'
import { home, ledger, makeTenant, vault } from '../support/tenants.ts'
import { gone, page, sealed, usage, usages, workspace } from './drafts.ts'
import { dumpReadModels, judgeAll, judgeRecords } from './judge.ts'

const stream = 'anthropic.workspaces'

type WorkspaceRow = { id: string; name: string; vanished: number; rev: number }
const workspaces = async (tenant: TenantId): Promise<WorkspaceRow[]> =>
  (
    await home.db
      .prepare('SELECT id, name, vanished, rev FROM workspace WHERE tenant = ? ORDER BY id')
      .bind(tenant)
      .all<WorkspaceRow>()
  ).results

describe('the read models', () => {
  it('hold the value in force, and an object that vanished keeps its last name', async () => {
    const tenant = await makeTenant()
    await ledger(tenant).append(
      page([workspace('a', 'Assay'), workspace('b', 'Bench'), workspace('c', 'Core')], { stream }),
    )
    await ledger(tenant).append(page([workspace('a', 'Assay Lab', 1), gone('b', 1), gone('c', 1)], { stream }))
    await ledger(tenant).append(page([workspace('c', 'Core', 2)], { stream }))
    await ledger(tenant).settle()
    expect(await workspaces(tenant)).toEqual([
      { id: 'a', name: 'Assay Lab', vanished: 0, rev: 1 },
      { id: 'b', name: 'Bench', vanished: 1, rev: 1 },
      { id: 'c', name: 'Core', vanished: 0, rev: 2 },
    ])
    await judgeAll(tenant)
  })

  it('say the same whether the records came in one run or one by one', async () => {
    const [one, many] = [await makeTenant(), await makeTenant()]
    const steps = [
      page([workspace('a', 'A'), workspace('b', 'B')], { stream }),
      page([gone('a', 1), gone('b', 1)], { stream }),
      page([workspace('a', 'A2', 2)], { stream }),
      page([gone('a', 3)], { stream }),
    ]
    for (const step of steps) {
      await ledger(one).append(step)
      await ledger(many).append(step)
      await ledger(many).settle()
    }
    await ledger(one).settle()
    expect(await workspaces(one)).toEqual(await workspaces(many))
    expect(await workspaces(one)).toEqual([
      { id: 'a', name: 'A2', vanished: 1, rev: 3 },
      { id: 'b', name: 'B', vanished: 1, rev: 1 },
    ])
  })

  it('do not change when any run of records comes a second time, late', async () => {
    const tenant = await makeTenant()
    await ledger(tenant).append(
      page([workspace('a', 'A'), workspace('b', 'B'), usage('u', 1), usage('v', 3)], { stream }),
    )
    await ledger(tenant).append(
      page([workspace('a', 'A2', 1), gone('b', 1), usage('u', 2, 1), gone('v', 1, 'usage')], { stream }),
    )
    await ledger(tenant).settle()
    const screens = await dumpReadModels(tenant)
    const { records } = await judgeRecords(tenant)
    for (let first = 0; first < records.length; first++) {
      for (let end = first + 1; end <= records.length; end++) {
        const changes = records.slice(first, end).flatMap((record) => changesOf(record, estimateUsage))
        const mark = { tenant, watermark: end, size: end, head: 'late', at: '' }
        if (end < records.length) await writeProjection(home.db, changes, mark)
      }
    }
    expect(await dumpReadModels(tenant)).toEqual(screens)
    await judgeAll(tenant)
  })

  it('of one tenant are dropped and rebuilt without touching another', async () => {
    const [tenant, other] = [await makeTenant(), await makeTenant()]
    for (const one of [tenant, other]) {
      await ledger(one).append(page(usages(0, 600)))
      await ledger(one).append(page([workspace('a', 'A')], { stream }))
      await ledger(one).settle()
    }
    const before = [await dumpReadModels(tenant), await dumpReadModels(other)]
    expect(before[0]?.usage).toHaveLength(600)
    await home.db.prepare('DELETE FROM usage WHERE tenant = ? AND id LIKE ?').bind(tenant, '%7').run()
    await home.db.prepare('UPDATE workspace SET name = ? WHERE tenant = ?').bind('wrong', tenant).run()
    await ledger(tenant).rebuild()
    expect([await dumpReadModels(tenant), await dumpReadModels(other)]).toEqual(before)
  })

  it('take a thousand objects that vanish at once', async () => {
    const tenant = await makeTenant()
    const ids = Array.from({ length: 1_000 }, (_, i) => `w${i}`)
    await ledger(tenant).append(
      page(
        ids.map((id) => workspace(id, id)),
        { stream },
      ),
    )
    await ledger(tenant).append(
      page(
        ids.map((id) => gone(id, 1)),
        { stream },
      ),
    )
    await ledger(tenant).settle()
    expect((await workspaces(tenant)).filter(({ vanished }) => vanished === 1)).toHaveLength(1_000)
  })
})

describe('names', () => {
  const members = 'anthropic.members'
  const person = { email: 'ada@example.com', name: 'Ada Quill' }

  it('reach the directory before their rows, people and things apart', async () => {
    const tenant = await makeTenant()
    const subject = newSubjectId()
    const keys = 'anthropic.api_keys'
    const member = await sealed(tenant, members, { kind: 'member', id: subject, subject, fields: person })
    const things = [
      await sealed(tenant, keys, { kind: 'vendor_key', id: 'k', fields: { name: 'nightly' } }),
      await sealed(tenant, keys, { kind: 'vendor_key', id: '__proto__', fields: { name: 'odd' } }),
    ]
    await ledger(tenant).append(page([member], { stream: members }))
    await ledger(tenant).append(page(things, { stream: keys }))
    await ledger(tenant).settle()
    const { people, labels } = await readDirectory(vault(tenant))
    expect(people[subject]).toEqual({ ...person, seq: 2 })
    expect(Object.entries(labels).map(([id, { name }]) => `${id} ${name}`)).toEqual(
      expect.arrayContaining(['k nightly', '__proto__ odd']),
    )
  })

  it('of an event name somebody only while nobody better did', async () => {
    const tenant = await makeTenant()
    const [known, unknown] = [newSubjectId(), newSubjectId()]
    const activity = 'anthropic.activity'
    const event = (id: string, subject: typeof known, fields: Record<string, string>) =>
      sealed(tenant, activity, { kind: 'activity', id, subject, fields })
    await ledger(tenant).append(
      page([await sealed(tenant, members, { kind: 'member', id: known, subject: known, fields: person })], {
        stream: members,
      }),
    )
    const events = [
      await event('1', known, { email: 'old@example.com' }),
      await event('2', unknown, { ip: '192.0.2.7' }),
      await event('3', unknown, { email: 'bo@example.com' }),
      await event('4', unknown, { email: 'bo.late@example.com' }),
    ]
    await ledger(tenant).append(page(events, { stream: activity }))
    await ledger(tenant).settle()
    const { people } = await readDirectory(vault(tenant))
    expect(people[known]).toMatchObject(person)
    expect(people[unknown]).toEqual({ email: 'bo@example.com', seq: 6 })
  })

  it('of the erased stay out, also of a rebuild', async () => {
    const tenant = await makeTenant()
    const subject = newSubjectId()
    const member = await sealed(tenant, members, { kind: 'member', id: subject, subject, fields: person })
    await ledger(tenant).append(page([member], { stream: members }))
    await ledger(tenant).settle()
    const { size } = await ledger(tenant).state()
    await vault(tenant).destroySubjectKey(subject)
    await removeSubject(vault(tenant), subject, size)
    await ledger(tenant).rebuild()
    expect((await readDirectory(vault(tenant))).people).toEqual({})
    const { results } = await home.db.prepare('SELECT subject FROM member WHERE tenant = ?').bind(tenant).all()
    expect(results).toEqual([{ subject }])
  })

  it('that do not open hold up no screen', async () => {
    const tenant = await makeTenant()
    const subject = newSubjectId()
    const member = await sealed(tenant, members, { kind: 'member', id: subject, subject, fields: person })
    const bytes = new Uint8Array(member.envelope ?? [])
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    await ledger(tenant).append(page([{ ...member, envelope: bytes }], { stream: members }))
    const { size } = await ledger(tenant).state()
    expect(await ledger(tenant).settle()).toMatchObject({ projected: size })
    expect((await readDirectory(vault(tenant))).people).toEqual({})
  })
})

describe('the tally', () => {
  it('tells when records and checkpoints came in, thinned', async () => {
    const tenant = await makeTenant()
    await ledger(tenant).append(page(usages(0, 899)))
    await ledger(tenant).settle()
    const since = await ledger(tenant).tally('2020-01-01T00:00:00.000Z')
    expect(since.records).toHaveLength(301)
    expect(since.checkpoints).toHaveLength(1)
    expect(await ledger(tenant).tally('2999-01-01T00:00:00.000Z')).toEqual({ records: [], checkpoints: [] })
    expect(await ledger(tenant).state()).toMatchObject({ recordsToday: 901 })
    const first = (await judgeRecords(tenant)).records[0]
    expect((await ledger(tenant).state()).firstAt).toBe(first?.ingested_at)
  })
})

describe('a ledger', () => {
  it('stays in the region that it was opened in', async () => {
    const tenant = await makeTenant()
    expect(await ledger(tenant).open('us')).toEqual({ ok: true })
    expect(await ledger(tenant).open('eu')).toEqual({ ok: false })
  })

  it('that was never opened takes nothing', async () => {
    const name = 'tn_00000000000000000000000000' as TenantId // the form of one
    await runInDurableObject(ledger(name), async (instance) => {
      await expect(instance.append(page([usage('a')]))).rejects.toThrow('never opened')
    })
  })
})
