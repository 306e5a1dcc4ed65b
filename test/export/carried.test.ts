// Pulls that come along, over volumes and steps that end between a pull and what it brought.
import { describe, expect, it } from 'vitest'
import { claimConnection } from '../../worker/db/tenant/connections.ts'
import { addStreams } from '../../worker/db/tenant/streams.ts'
import { LIMITS } from '../../worker/export/limits.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'
import type { SealedDraft } from '../../worker/tenant/draft.ts'
import { pull, usage } from '../tenant/drafts.ts'
import {
  ask,
  drain,
  filesOf,
  home,
  judge,
  ledger,
  made,
  open,
  PORTS,
  type Stage,
  stage,
  troubles,
  view,
} from './stage.ts'

const STREAM = 'anthropic.usage'

/** A connection that reads the stream, without a vendor. */
async function connected(on: Stage): Promise<void> {
  const at = '2026-03-01T00:00:00.000Z'
  const { id } = await claimConnection(home.db, {
    tenant: on.tenant,
    id: `cn_${on.tenant.slice(3)}`,
    kind: 'anthropic_admin',
    name: 'Production',
    organization: `org-${on.tenant}`,
    organizationName: 'Tarnwick Instruments',
    last4: 'abcd',
    state: 'working',
    words: null,
    checklist: '[]',
    generation: 'classic',
    connectedBy: 'usr_1',
    connectedAt: at,
    rotatedAt: null,
    removedAt: null,
  })
  const backfill = { backfillFrom: '2026-02-20', backfillAsked: 10, backfillState: 'running' }
  await addStreams(home.db, [
    { tenant: on.tenant, connection: id, stream: STREAM, state: 'reading', nextDue: at, ...backfill },
  ])
}

const on1 = (day: string, draft: SealedDraft): SealedDraft => ({ ...draft, occurredAt: `${day}T00:00:00.000Z` })

/** A page read in May: `before` rows of another day, then `rows` of the 1st of March. */
async function page(on: Stage, name: string, before: number, rows: number): Promise<void> {
  const others = Array.from({ length: before }, (_, at) => on1('2026-04-01', usage(`${name}-other-${at}`)))
  const own = Array.from({ length: rows }, (_, at) => usage(`${name}-${at}`))
  const data = { has_more: false, page_sha256: name.padEnd(64, '0'), items: before + rows, bytes: 9 }
  const read = { ...pull, occurredAt: '2026-05-01T00:00:00.000Z', data }
  await ledger(on.tenant).append({ stream: STREAM, scope: 'org_a', pull: read, drafts: [...others, ...own] })
}

describe('pulls of an export in several volumes', () => {
  it('are each there once, before what they brought, wherever volumes and steps end', async () => {
    const on = await stage()
    await connected(on)
    // Some pages begin in one leaf tile and tell of the period in the next, or two tiles on.
    for (const [at, before] of [3, 240, 0, 300, 530, 1].entries()) await page(on, `page${at}`, before, 2 + at)
    await page(on, 'other', 7, 0)
    for (const records of [1, 5]) {
      const limits = { ...LIMITS, bundle: { ...LIMITS.bundle, records } }
      const filter = { streams: [STREAM], from: '2026-03-01', to: '2026-03-01' }
      const { id } = await made(on, { filter }, { ...PORTS, limits, tilesAStep: 1 })
      const lines: LedgerRecord[] = []
      for (const bytes of await filesOf(on, id)) {
        expect(troubles(await judge(on, bytes))).toEqual([])
        lines.push(...((await open(bytes)).lines('data/records.jsonl') as LedgerRecord[])) // our own bundle, just verified
      }
      const seqs = lines.map(({ seq }) => Number(seq))
      expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b))
      const rows = lines.filter(({ kind }) => kind === 'usage')
      expect(rows).toHaveLength(2 + 3 + 4 + 5 + 6 + 7)
      const pulls = lines.filter(({ kind }) => kind === 'pull').map(({ seq }) => Number(seq))
      expect(pulls).toEqual([...new Set(rows.map(({ source }) => Number(source?.pull)))])
      expect(pulls).toHaveLength(6)
    }
  }, 120_000)

  it('that brought only other days are no export', async () => {
    const on = await stage()
    await connected(on)
    await page(on, 'other', 3, 0)
    const filter = { streams: [STREAM], from: '2026-03-01', to: '2026-03-01' }
    const id = await ask(on, { filter: { ...filter, gap_statements: false } })
    await drain(on)
    expect((await view(on, id)).state).toBe('failed')
    // The statement alone, which says that nothing came, is worth an export.
    const { id: stated } = await made(on, { filter })
    const [bytes = new Uint8Array()] = await filesOf(on, stated)
    const lines = (await open(bytes)).lines('data/records.jsonl') as LedgerRecord[] // as above
    expect(lines.map(({ kind, data }) => [kind, data.pages, data.nothing_missing])).toEqual([['gap', 0, false]])
  })

  it('stay away where positions were chosen, unless they were asked for', async () => {
    const on = await stage()
    await connected(on)
    await page(on, 'page', 1, 2)
    const kindsOf = async (more: object) => {
      const { id } = await made(on, { filter: { seqs: [[3, 3]], ...more } })
      const [bytes = new Uint8Array()] = await filesOf(on, id)
      return ((await open(bytes)).lines('data/records.jsonl') as LedgerRecord[]).map(({ kind }) => kind) // as above
    }
    expect(await kindsOf({})).toEqual(['usage'])
    expect(await kindsOf({ gap_statements: true })).toEqual(['pull', 'usage', 'gap'])
  })

  it('and their statements are the same records when the message comes twice', async () => {
    const on = await stage()
    await connected(on)
    await page(on, 'page', 0, 3)
    const id = await ask(on, { filter: { streams: [STREAM] } })
    on.jobs.push(...on.jobs)
    await drain(on)
    expect((await view(on, id)).state).toBe('ready')
    const { size } = await ledger(on.tenant).state()
    const records = (await ledger(on.tenant).records(0, size - 1)).map(({ text }) => JSON.parse(text) as LedgerRecord)
    expect(records.filter(({ kind }) => kind === 'gap').map((record) => record.id)).toEqual([`${id}/${STREAM}/1`])
  })
})
