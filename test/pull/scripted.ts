// A job whose vendor is a script: the real ledger, the real rows, and pages that are what the test says.
import { findConnection } from '../../worker/db/tenant/connections.ts'
import type { ConnectionId, TenantId } from '../../worker/ids.ts'
import type { Job } from '../../worker/pull/job.ts'
import { streamById } from '../../worker/vendors/catalog.ts'
import type { Fault } from '../../worker/vendors/http.ts'
import type { Ask, Draft, PageResult, Stream } from '../../worker/vendors/stream.ts'
import { home, ledger, vault } from '../support/tenants.ts'
import { rowOf } from './stage.ts'

export type Script = (ask: Ask) => PageResult | Promise<PageResult>

export const draft = (day: string, name = 'row', data = {}): Draft => ({
  kind: 'usage',
  id: `${day}/${name}`,
  occurredAt: `${day}T00:00:00.000Z`,
  data: { view: 'dimensions', day, ...data },
})

/** A page with its manifest; `days`: those it answers for. */
export const page = (drafts: Draft[], next: string | null = null, days?: string[]): PageResult => {
  const counts = { status: 200, page_sha256: '0'.repeat(64), bytes: 2, items: drafts.length, has_more: next !== null }
  const manifest = { endpoint: '/v1/scripted', query: '', ...counts }
  return { ok: true, page: { drafts, next, manifest, ...(days === undefined ? {} : { days }) } }
}

export const fails = (code: Fault['code'], more: Partial<Fault> = {}): PageResult => ({
  ok: false,
  fault: { code, words: `It failed: ${code}.`, ...more },
})

/** The days of a window, oldest first. */
export function daysIn({ window }: Pick<Ask, 'window'>): string[] {
  const days: string[] = []
  for (let at = Date.parse(window.from); at < Date.parse(window.to); at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10))
  }
  return days
}

/** The job of one stream of a connection, reading from `script`. `asked` fills with every question. */
export async function scripted(
  tenant: TenantId,
  connection: ConnectionId,
  script: Script,
  more: { stream?: string; change?: Partial<Stream>; now?: Date } = {},
): Promise<Job & { asked: Ask[] }> {
  const stream = streamById(more.stream ?? 'anthropic.usage')
  const row = await findConnection(home.db, tenant, connection)
  if (stream === undefined || row === undefined) throw new Error('nothing to script')
  const asked: Ask[] = []
  const page: Stream['page'] = async (_, ask) => {
    asked.push(ask)
    return script(ask)
  }
  return {
    home,
    tenant,
    connection: row,
    stream: { ...stream, ...more.change, page },
    row: await rowOf(tenant, connection, stream.id),
    ledger: ledger(tenant),
    vault: vault(tenant),
    client: { get: () => Promise.reject(new Error('a script asks nobody')) },
    digest: true,
    now: more.now ?? new Date(),
    asked,
  }
}
