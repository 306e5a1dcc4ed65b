// From a page to records: people become subjects, what is personal is sealed, what is known is left out, and nothing is half written.
import { beforeEach, describe, expect, it } from 'vitest'
import type { ConnectionId, TenantId } from '../../worker/ids.ts'
import { ingestPage } from '../../worker/pull/ingest.ts'
import { openFields } from '../../worker/tenant/describe.ts'
import type { Draft, Page } from '../../worker/vendors/stream.ts'
import { connect, ledger, makeTenant, vault } from '../support/tenants.ts'
import { draft, page } from './scripted.ts'
import { headOf, recordsIn, recordsOf, stage } from './stage.ts'

const STREAM = 'anthropic.usage'
const NOW = new Date('2026-11-20T10:00:00Z')
let tenant: TenantId
let connection: ConnectionId

beforeEach(async () => {
  stage()
  tenant = await makeTenant()
  connection = await connect(tenant, 'not-a-key', 'org-1', 1)
})

const pageWith = (...drafts: Draft[]): Page => {
  const result = page(drafts)
  if (!result.ok) throw new Error('no page')
  return result.page
}
const target = (stream = STREAM) => ({
  ledger: ledger(tenant),
  vault: vault(tenant),
  tenant,
  stream,
  scope: 'org-1',
  digest: true,
})
const ingest = (...drafts: Draft[]) => ingestPage(target(), pageWith(...drafts), { now: NOW })
const own = () => recordsIn(tenant, STREAM)
const person = (name: string, who: Draft['who'], more: Partial<Draft> = {}): Draft => ({
  ...draft('2026-11-20', name),
  ...(who !== undefined && { who }),
  ...more,
})

describe('people', () => {
  it('are one subject by vendor id or address, however it is written, and two when neither is shared', async () => {
    await ingest(
      person('a', { vendorUser: 'anthropic:user_1', email: 'Ada@Example.com ' }),
      person('b', { vendorUser: 'anthropic:user_1' }),
      person('c', { email: 'ada@example.com' }),
      person('d', { vendorUser: 'anthropic:user_2' }),
      person('e', undefined),
    )
    const [a, b, c, d, e] = (await own()).map(({ subject }) => subject)
    expect([b, c]).toEqual([a, a])
    expect(d).toMatch(/^sub_/)
    expect(d).not.toBe(a)
    expect(e).toBeUndefined()
  })

  it('whom an item only mentions stand in it as subjects', async () => {
    const ada = { email: 'ada@example.com' }
    await ingest(person('a', ada), person('b', undefined, { mentions: { invited: ada, nobody: {} } }))
    const [a, b] = await own()
    expect(b?.data.invited).toBe(a?.subject)
    expect(b?.data).not.toHaveProperty('nobody')
  })

  it('give an item its id where they are part of it', async () => {
    const id = (subject: string | undefined) => `2026-11-20/${subject ?? 'nobody'}`
    await ingest(person('x', { email: 'ada@example.com' }, { id }), person('y', undefined, { id }))
    const [a, b] = await own()
    expect([a?.id, b?.id]).toEqual([`2026-11-20/${a?.subject}`, '2026-11-20/nobody'])
  })

  it('are named in sealed fields only, which open with the subject’s key', async () => {
    const who = { email: 'ada@example.com', name: 'Ada Example' }
    await ingest(person('a', who, { fields: { email: who.email, name: who.name } }))
    const [record] = await own()
    expect(JSON.stringify(record)).not.toMatch(/ada|example\.com/i)
    expect(record?.sealed?.fields).toEqual(['email', 'name'])
    const view = await ledger(tenant).record(record?.seq ?? -1)
    if (view === null) throw new Error('no record')
    expect(await openFields(vault(tenant), view, true)).toEqual({ state: 'opened', fields: who })
  })
})

describe('a page', () => {
  it('stands behind the record of its pull, with what was new and what was restated', async () => {
    await ingest(draft('2026-11-19'), draft('2026-11-20'))
    await ingest(draft('2026-11-19'), draft('2026-11-20', 'row', { output: 1 }), draft('2026-11-18'))
    const pulls = (await recordsOf(tenant)).filter(({ kind }) => kind === 'pull')
    expect(pulls.map(({ data }) => [data.new, data.restated, data.items])).toEqual([
      [2, 0, 2],
      [1, 1, 3],
    ])
    const restated = (await own()).find(({ rev }) => rev === 1)
    expect(restated?.source?.pull).toBe(pulls[1]?.seq)
  })

  it('with nothing new leaves no record', async () => {
    await ingest(draft('2026-11-19'))
    const before = await headOf(tenant)
    expect(await ingest(draft('2026-11-19'))).toMatchObject({ ok: true, fresh: 0, skipped: 0, first: null })
    expect(await headOf(tenant)).toEqual(before)
  })

  it('whose personal fields changed restates the item, although its open part is the same', async () => {
    const who = { vendorUser: 'anthropic:user_1' }
    for (const name of ['Ada Example', 'Ada Example', 'Ada Other']) await ingest(person('a', who, { fields: { name } }))
    expect((await own()).map(({ rev }) => rev)).toEqual([0, 1])
  })

  it('with an item that cannot be a record is refused whole, says which, and moves no cursor', async () => {
    const long = draft('2026-11-20', 'long', { text: 'x'.repeat(70_000) })
    const cursor = { name: `${connection}/${STREAM}/live`, expect: null, next: 'moved' }
    const result = await ingestPage(target(), pageWith(draft('2026-11-19'), long), { now: NOW, cursor })
    expect(result).toMatchObject({ ok: false, code: 'refused', detail: expect.stringContaining('2026-11-20/long') })
    expect(await own()).toEqual([])
    expect(await ledger(tenant).cursor(cursor.name)).toBeNull()
  })

  it('whose cursor has moved meanwhile writes nothing', async () => {
    const cursor = { name: 'a/b/live', expect: null, next: '1' }
    await ingestPage(target(), pageWith(draft('2026-11-19')), { now: NOW, cursor })
    const late = await ingestPage(target(), pageWith(draft('2026-11-20')), { now: NOW, cursor })
    expect(late).toMatchObject({ ok: false, code: 'stale_cursor', cursor: '1' })
    expect(await own()).toHaveLength(1)
  })

  it('restated by somebody else between sealing and appending is sealed again for its new revision', async () => {
    const values = Array.from({ length: 6 }, (_, output) => draft('2026-11-20', 'row', { output }))
    const results = await Promise.all(values.map((value) => ingest(value)))
    expect(results.filter(({ ok }) => ok).length).toBeGreaterThan(0)
    const revs = (await own()).map(({ rev }) => rev)
    expect(revs).toEqual(revs.map((_, at) => at))
    expect(revs).toHaveLength(results.filter(({ ok }) => ok).length)
  })
})
