// What goes with the bundles of an export: documents of its texts, or the paper of a certificate. Made of bundles that are finished.
import { hex, utf8 } from '../ledger/bytes.ts'
import { nativeSha256 } from '../tenant/native-hash.ts'
import { writeFlatZip } from './documents/flat-zip.ts'
import type { Plan } from './plan.ts'
import { produceVolume } from './produce.ts'
import { exportAct, recordExport } from './record.ts'
import type { Review } from './review.ts'
import { isBundle, type Volume, volumesOf } from './volumes.ts'
import { fail, type Job, keep, makingOf, type Pinned } from './work.ts'

/** Whether a paper was made; once it is kept, there is one file more than there are volumes. */
export async function papered(job: Job): Promise<boolean> {
  const { env, home, row, ports } = job
  const [first] = volumesOf(row)
  const bundle = first === undefined ? null : await home.exports.get(first.key)
  if (first === undefined || bundle === null) return false
  const paper = (await ports.paper?.(env, row, new Uint8Array(await bundle.arrayBuffer()))) ?? null
  if (paper === null) return false
  await keep(job, { kind: 'documents', records: 0, first: first.first, last: first.last }, paper)
  return true
}

/** Makes the documents of the next volume; its pages are in the register and in the ledger before they are offered. */
export async function makeDocuments(
  job: Job,
  pinned: Pinned,
  { plan, review }: { plan: Plan; review: Review },
): Promise<'more' | 'done'> {
  const { env, home, tenant, row, ports } = job
  const made = volumesOf(row)
  const number = made.length - plan.cuts.length + 1
  const [cut, volume] = [plan.cuts[number - 1], made[number - 1]]
  const bundle = volume === undefined ? null : await home.exports.get(volume.key)
  if (cut === undefined || bundle === null) return fail(job, 'A finished volume is gone. Export again.')
  const of = { row, review, cut, number, bundle: new Uint8Array(await bundle.arrayBuffer()) }
  const produced = await produceVolume(env, makingOf(job, pinned, number), of)
  const span = { records: 0, first: cut.first, last: cut.last }
  // A volume without a message has no documents; its place is counted all the same.
  if (produced === 'nothing') return keep(job, { kind: 'documents', ...span }, writeFlatZip(NO_DOCUMENTS))
  if ('refused' in produced) return fail(job, produced.refused)
  const { bytes, numbers } = produced
  const named = { volume: number, documents: review.documents, prefix: review.prefix, ...numbers }
  const data = {
    action: numbers === null ? 'produced' : 'numbered',
    export: row.id,
    ...named,
    sha256: hex(nativeSha256(bytes)),
  }
  const act = exportAct(tenant, { kind: 'export', who: null, data, id: `${row.id}.produced.${number}` }, new Date())
  await recordExport(env, ports.recordAct, act, new Date())
  return keep(job, { kind: 'documents', ...span }, bytes)
}

const NO_DOCUMENTS = new Map([
  ['README.txt', utf8('There is no message in this volume of the export, so no documents were made of it.\n')],
])

/** Each bundle has its documents behind it, in the same order. */
export const documentsLeft = ({ documents }: Review, made: readonly Volume[]): boolean =>
  documents.length > 0 && made.length < 2 * made.filter(isBundle).length
