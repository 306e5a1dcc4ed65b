// A download: the part that is asked for, one place under the limit, a record, and only then the first byte.
import { newId } from '../access/ids.ts'
import { takeDownload } from '../db/tenant/downloads.ts'
import type { RecordAct } from '../tenant/acts.ts'
import { closedWords, type Opened } from './open-link.ts'
import { readRange } from './range.ts'
import { exportAct, recordExport } from './record.ts'
import { fileName, mediaType } from './volumes.ts'

export type Fetch = { env: Env; recordAct: RecordAct; headers: Headers; head: boolean; now: Date }
export type Fetched = { ok: true; response: Response } | { ok: false; words: string }

const GONE = 'The file of this export is gone. Ask whoever sent the link for a new export.'
/** Characters of a user agent that are kept. */
const AGENT = 300

/** HEAD, 304 and 416 give nothing away and are not counted; every answer with bytes is. */
export async function fetchVolume(opened: Opened, fetching: Fetch): Promise<Fetched> {
  const { home, row, volume } = opened
  const { headers } = fetching
  const etag = `"${volume.sha256}"`
  const stood = await home.exports.head(volume.key)
  if (stood === null) return { ok: false, words: GONE }
  const known = headers.get('if-none-match')
  if (known !== null && isNamed(known, etag)) return answer(304, { etag })
  // A range of other bytes than the client has begun with would make a file of two halves.
  const goesOn = [null, etag].includes(headers.get('if-range'))
  const part = goesOn ? readRange(headers.get('range'), volume.bytes) : 'whole'
  if (part === 'unsatisfiable') return answer(416, { 'content-range': `bytes */${volume.bytes}` })
  const { first, last } = part === 'whole' ? { first: 0, last: volume.bytes - 1 } : part
  const said = {
    etag,
    'accept-ranges': 'bytes',
    'content-type': mediaType(row, volume),
    'content-disposition': `attachment; filename="${fileName(row, opened.link.volume)}"`,
    'content-length': String(last - first + 1),
    ...(part !== 'whole' && { 'content-range': `bytes ${first}-${last}/${volume.bytes}` }),
  }
  const status = part === 'whole' ? 200 : 206
  if (fetching.head) return answer(status, said)
  const refused = await count(opened, fetching, part === 'whole' ? null : part)
  if (refused !== undefined) return { ok: false, words: refused }
  const object = await home.exports.get(volume.key, { range: { offset: first, length: last - first + 1 } })
  return object === null ? { ok: false, words: GONE } : answer(status, said, object.body)
}

function answer(status: number, headers: Record<string, string>, body: ReadableStream | null = null): Fetched {
  return { ok: true, response: new Response(body, { status, headers }) }
}

const isNamed = (header: string, etag: string): boolean =>
  header.trim() === '*' ||
  header
    .split(',')
    .map((one) => one.trim().replace(/^W\//, ''))
    .includes(etag)

/** Takes the download and writes its record; words where the limit was reached meanwhile. */
async function count(
  opened: Opened,
  { env, recordAct, headers, now }: Fetch,
  part: { first: number; last: number } | null,
): Promise<string | undefined> {
  const { home, tenant, row, link, volume } = opened
  const id = newId('dl')
  const range = part ?? { first: null, last: null }
  const taken = { id, tenant, export: row.id, linkVersion: link.version, volume: link.volume, at: now.toISOString() }
  if (!(await takeDownload(home.db, { ...taken, ...range }))) {
    return (await closedWords(opened, now)) ?? 'This link was used as often as it may be.'
  }
  const agent = headers.get('user-agent')?.slice(0, AGENT).toWellFormed() ?? ''
  const data = {
    action: 'downloaded',
    export: row.id,
    volume: link.volume,
    sha256: volume.sha256,
    link_version: link.version,
    ...(part !== null && { range: { first: part.first, last: part.last } }),
  }
  const fields = agent === '' ? {} : { fields: { user_agent: agent } }
  await recordExport(env, recordAct, exportAct(tenant, { kind: 'download', who: null, data, ...fields, id }, now), now)
  return undefined
}
