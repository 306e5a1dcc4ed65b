// FOCUS files of the flow tests: asked for through the API, made by the job, fetched by their links, read as rows.
import { createMessageBatch } from 'cloudflare:test'
import { expect } from 'vitest'
import { consumeJobs } from '../../worker/export/consume.ts'
import { ExportLinks, ExportView } from '../../worker/http/schemas/exports.ts'
import { recordAct } from '../../worker/tenant/acts.ts'
import { readCsv } from '../focus/csv.ts'
import type { Stage } from '../pull/stage.ts'
import { appOn, type Call } from './front-door.ts'

export type Asked = { filter?: object; focus?: object }
export type Row = Record<string, string | null>
/** Texts by the kind of file; of Parquet files only that they open. */
export type Exported = { id: string; view: ExportView; rows: Row[]; texts: Map<string, string> }
/** The app whose jobs stay here until `exported` does them. */
export type Exporter = { open: ReturnType<typeof appOn>; exported: (call: Call, asked?: Asked) => Promise<Exported> }

export function exporterOn(on: Stage): Exporter {
  const jobs: unknown[] = []
  const queue = { send: async (body: unknown) => void jobs.push(body) } as unknown as Queue // the one method that is called
  const env: Env = { ...on.env, JOBS: queue }
  const open = appOn({ ...on, env })
  async function exported(call: Call, { filter = {}, focus }: Asked = {}): Promise<Exported> {
    const body = { format: 'focus', filter, ...(focus !== undefined && { focus }) }
    const asked = await call('POST', '/api/exports', body)
    expect([asked.status, asked.body]).toMatchObject([202, { format: 'focus' }])
    const { id } = ExportView.parse(asked.body)
    for (let next = jobs.shift(); next !== undefined; next = jobs.shift()) {
      const batch = createMessageBatch('jobs', [{ id: 'job', timestamp: new Date(), attempts: 1, body: next }])
      await consumeJobs(env, batch, { recordAct })
    }
    const view = ExportView.parse((await call('GET', `/api/exports/${id}`)).body)
    if (view.state !== 'ready') throw new Error(`${view.state}: ${view.words}`)
    const { links } = ExportLinks.parse((await call('GET', `/api/exports/${id}/link`)).body)
    const texts = new Map<string, string>()
    for (const { volume, kind } of view.volumes) {
      const { url = '' } = links.find((link) => link.volume === volume) ?? {}
      const { pathname, search } = new URL(url)
      const answer = await open.request(`${pathname}${search}`, {})
      expect([kind, answer.status]).toEqual([kind, 200])
      texts.set(kind, (texts.get(kind) ?? '') + (kind === 'parquet' ? '' : await answer.text()))
    }
    const table = readCsv(texts.get('csv') ?? '')
    const rows = table.rows.map(
      (cells): Row => Object.fromEntries(table.columns.map((name, at) => [name, cells[at] ?? null])),
    )
    return { id, view, rows, texts }
  }
  return { open, exported }
}

/** Decimal dollars as nanodollars. */
export const nano = (dollars: string | null | undefined): bigint => {
  const [whole = '', places = ''] = (dollars ?? '').split('.')
  return BigInt(whole + places.padEnd(9, '0'))
}

/** BilledCost of all rows, in nanodollars. */
export const billedIn = (rows: readonly Row[]): bigint => rows.reduce((all, row) => all + nano(row.BilledCost), 0n)
