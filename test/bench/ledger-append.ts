// Inside the runtime: the ledger object's append against a bare insert of the same record texts into the same object's SQLite. Both take
// turns batch by batch, so that whatever else the machine does hits both, and each batch is on disk before the next one begins.
import { DurableObject } from 'cloudflare:workers'
import { appendBatch } from '../../worker/tenant/append.ts'
import type { Batch, SealedDraft } from '../../worker/tenant/draft.ts'
import { readSpans } from '../../worker/tenant/spans.ts'
import { createSchema, insertRows } from '../../worker/tenant/storage.ts'

const TENANT = `tn_${'0123456789abcdefghjkmnpqrs'}`
const ORGANIZATION = 'org_01hq3v2m8k4tarnwick'
/** Records of a batch, as a full page of activities brings, and the pull record before them. */
const BATCH = 500
const ROWS = BATCH + 1

/** Milliseconds that this many records took each way; `bytes` of their texts. */
export type Timing = { records: number; bytes: number; append: number; plain: number; rows: number; json: number }

/** An activity as Anthropic reports it; its record has about 500 bytes. */
function draftAt(n: number): SealedDraft {
  const data = {
    actor_type: 'user',
    category: 'conversation',
    conversation: `conv_${(n * 7919).toString(36).padStart(16, '0')}`,
    type: 'claude_chat_created',
    workspace: `wrkspc_${(n % 17).toString().padStart(8, '0')}`,
  }
  return {
    kind: 'activity',
    id: `activity_${n.toString(36).padStart(20, '0')}`,
    rev: 0,
    occurredAt: '2026-03-01T08:00:00.000Z',
    dataJson: JSON.stringify(data),
    value: n.toString(16).padStart(64, '0'),
  }
}

const batchAt = (at: number): Batch => ({
  stream: 'anthropic.activity',
  scope: ORGANIZATION,
  cursor: { name: 'main/live', expect: at === 0 ? null : String(at), next: String(at + 1) },
  pull: { occurredAt: '2026-03-01T08:00:00.000Z', endpoint: '/v1/compliance/activities', data: { items: BATCH } },
  drafts: Array.from({ length: BATCH }, (_, i) => draftAt(at * BATCH + i)),
})

export class AppendBench extends DurableObject {
  /** Batches `from` up to and including `from + count - 1`; all below `from` are there already. */
  async run(from: number, count: number): Promise<Timing> {
    const { sql } = this.ctx.storage
    createSchema(sql)
    for (const table of ['plain', 'rows', 'json']) {
      sql.exec(`CREATE TABLE IF NOT EXISTS bare_${table} (seq INTEGER PRIMARY KEY, text TEXT)`)
    }
    const timing: Timing = { records: 0, bytes: 0, append: 0, plain: 0, rows: 0, json: 0 }
    for (const batch of Array.from({ length: count }, (_, i) => batchAt(from + i))) {
      timing.append += await this.#timed(() => {
        const result = appendBatch(sql, TENANT, batch, new Date('2026-03-01T09:00:00Z'))
        if (!result.ok || result.fresh !== BATCH) throw new Error('the append did not take the batch')
        timing.records += BATCH
      })
      const first = timing.records / BATCH + from - 1
      const texts = readSpans(sql, first * ROWS, (first + 1) * ROWS - 1).map(({ text }) => text ?? '')
      timing.bytes += texts.reduce((sum, text) => sum + text.length, 0)
      // The bare insert: the same texts, a statement a record, in one transaction.
      timing.plain += await this.#timed(() => {
        for (const [i, text] of texts.entries())
          sql.exec('INSERT INTO bare_plain VALUES (?, ?)', first * ROWS + i, text)
      })
      // The two fastest ways that we know to insert rows in bulk: as many values as a statement takes, and one JSON parameter.
      timing.rows += await this.#timed(() =>
        insertRows(
          sql,
          'bare_rows',
          texts.map((text, i) => [first * ROWS + i, text]),
        ),
      )
      timing.json += await this.#timed(() =>
        sql.exec(
          'INSERT INTO bare_json SELECT ?1 + key, value FROM json_each(?2)',
          first * ROWS,
          JSON.stringify(texts),
        ),
      )
    }
    return timing
  }

  /** Milliseconds of one transaction and its way to the disk. */
  async #timed(work: () => void): Promise<number> {
    const started = performance.now()
    this.ctx.storage.transactionSync(work)
    await this.ctx.storage.sync()
    return performance.now() - started
  }
}

export default {
  async fetch(request: Request, env: { BENCH: DurableObjectNamespace<AppendBench> }): Promise<Response> {
    const { searchParams } = new URL(request.url)
    const of = (name: string) => Number(searchParams.get(name))
    return Response.json(await env.BENCH.getByName('bench').run(of('from'), of('count')))
  },
}
