// The ledger over HTTP: head and checkpoints, records by range, proofs, and the public tile layout of the own tenant.
import { z } from '@hono/zod-openapi'
import type { TenantActor } from '../../access/actor.ts'
import { fromHex } from '../../ledger/bytes.ts'
import { isKind, type LedgerRecord } from '../../ledger/record.ts'
import { parseTilePath } from '../../ledger/tile.ts'
import { formatTlogProof } from '../../ledger/tlog-proof.ts'
import { homeOf } from '../../region.ts'
import { describeRecord } from '../../tenant/describe.ts'
import { ledgerOf } from '../../tenant/reach.ts'
import { type Route, tenantRoute } from '../define.ts'
import { failure } from '../errors.ts'
import { fileText } from '../files.ts'
import { decodeCursor, encodeCursor } from '../paging.ts'
import { openReading } from '../reading.ts'
import { Hex32, PageQuery, Seq } from '../schemas/common.ts'
import { LedgerHead, RecordDetail, RecordList } from '../schemas/ledger.ts'
import { RootProof } from '../schemas/rootlog.ts'
import { readRootProof } from './anchored.ts'
import { checkpointRoutes } from './checkpoints.ts'
import type { ReadGlance } from './overview.ts'
import { readRecordDetail } from './record-detail.ts'

const tag = 'Ledger'
const seqParams = z.object({ seq: z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER) })

const reach = (env: Env, actor: TenantActor) => ledgerOf(homeOf(env, actor.tenant.region), actor.tenant.id)

/** The head as two screens show it. */
async function readHeadView(env: Env, actor: TenantActor): Promise<z.output<typeof LedgerHead>> {
  const state = await reach(env, actor).state()
  return {
    tenant: actor.tenant.id,
    origin: state.origin,
    vkey: state.vkey,
    size: state.size,
    head: state.head,
    state: state.state,
    words: state.words,
    projected: state.projected,
    records_today: state.recordsToday,
    first_at: state.firstAt,
    checkpoint: state.checkpoint,
  }
}

const DAY_MS = 86_400_000

/** The ledger's part of the first screen: its head and the tally of the last 24 hours. */
export const readGlance: ReadGlance = async (env, actor) => {
  const to = new Date()
  const from = new Date(to.getTime() - DAY_MS).toISOString()
  const [ledger, tally] = await Promise.all([readHeadView(env, actor), reach(env, actor).tally(from)])
  return { ledger, tally: { from, to: to.toISOString(), records: tally.records, checkpoints: tally.checkpoints } }
}

const head = tenantRoute({
  method: 'get',
  path: '/api/ledger',
  needs: ['read:ledger', 'read:own'],
  summary: 'Size, head, latest checkpoint and verifier key of the ledger',
  tag,
  answer: LedgerHead,
  handler: ({ env, actor }) => readHeadView(env, actor),
})

const RecordsQuery = PageQuery.extend({
  from: z.coerce.number().int().nonnegative().optional(),
  to: z.coerce.number().int().nonnegative().optional(),
  kind: z.string().refine(isKind, 'must be a kind of record').optional(),
  stream: z.string().max(128).optional(),
})

/** Records looked through for one page when a kind or stream is asked for; the cursor goes on from there. */
const LOOK_THROUGH = 4000
const CHUNK = 1000

const records = tenantRoute({
  method: 'get',
  path: '/api/ledger/records',
  needs: 'read:ledger',
  summary:
    'Records by range (from and to are included), newest first; a page may be short when a kind or stream is asked for',
  tag,
  query: RecordsQuery,
  answer: RecordList,
  async handler({ env, actor, query }) {
    const ledger = reach(env, actor)
    const { size } = await ledger.state()
    const first = query.from ?? 0
    const [position] =
      query.cursor === undefined ? [Math.min(query.to ?? size - 1, size - 1)] : (decodeCursor(query.cursor, 1) ?? [])
    if (typeof position !== 'number' || !Number.isSafeInteger(position)) return failure('invalid_cursor')
    const wanted = ({ kind, stream }: LedgerRecord) =>
      (query.kind === undefined || kind === query.kind) && (query.stream === undefined || stream === query.stream)
    const found: z.input<typeof RecordList>['records'] = []
    let high = position
    const step = query.kind === undefined && query.stream === undefined ? query.limit : CHUNK
    for (let looked = 0; high >= first && found.length < query.limit && looked < LOOK_THROUGH; looked += step) {
      const low = Math.max(first, high - step + 1)
      for (const stored of (await ledger.records(low, high)).reverse()) {
        if (found.length === query.limit) break
        high = stored.seq - 1
        const record = describeRecord(stored)
        if (wanted(record.parsed)) found.push(record.summary)
      }
    }
    return { records: found, size, next_cursor: high >= first ? encodeCursor([high]) : null }
  },
})

const record = tenantRoute({
  method: 'get',
  path: '/api/ledger/records/{seq}',
  needs: 'read:ledger',
  summary: 'One record: its exact bytes, its sealed fields where the role may see them, its revisions and its pull',
  tag,
  params: seqParams,
  answer: RecordDetail,
  async handler({ env, actor, params }) {
    const { directory } = await openReading(env, actor)
    const detail = await readRecordDetail(env, actor, params.seq, directory)
    return detail ?? failure('not_found', { message: 'There is no record at this position yet.' })
  },
})

const proof = tenantRoute({
  method: 'get',
  path: '/api/ledger/records/{seq}/proof',
  needs: 'read:ledger',
  summary:
    'Inclusion proof of a record as a C2SP tlog-proof, under the first checkpoint that covers it or the one of `size`',
  tag,
  params: seqParams,
  query: z.object({ size: z.coerce.number().int().positive().optional() }),
  async handler({ env, actor, params, query }) {
    const ledger = reach(env, actor)
    const covering =
      query.size === undefined ? (await ledger.state()).checkpoint : await ledger.checkpointAt(query.size)
    if (covering === null || covering.size <= params.seq) {
      return failure('not_found', {
        message: 'No such checkpoint covers this record yet. One follows within seconds of the last record.',
      })
    }
    const hashes = (await ledger.inclusion(params.seq, covering.size)).map(fromHex)
    return fileText(
      formatTlogProof({ index: params.seq, hashes, checkpoint: covering.note }),
      'text/plain',
      `record-${params.seq}.tlog-proof`,
    )
  },
})

const rootProof = tenantRoute({
  method: 'get',
  path: '/api/ledger/records/{seq}/root-proof',
  needs: 'read:ledger',
  summary: "What shows that the record's checkpoint stands in the root log, under the cut that is best anchored",
  tag,
  params: seqParams,
  answer: RootProof,
  async handler({ env, actor, params }) {
    const found = await readRootProof(env, homeOf(env, actor.tenant.region), actor.tenant.id, params.seq)
    return (
      found ??
      failure('not_found', { message: 'No root checkpoint covers this record yet. One follows within the hour.' })
    )
  },
})

const consistency = tenantRoute({
  method: 'get',
  path: '/api/ledger/consistency',
  needs: 'read:ledger',
  summary: 'Consistency proof between two sizes (RFC 6962 section 2.1.2)',
  tag,
  query: z.object({ from: z.coerce.number().int().nonnegative(), to: z.coerce.number().int().nonnegative() }),
  answer: z.object({ from: Seq, to: Seq, hashes: z.array(Hex32) }),
  async handler({ env, actor, query: { from, to } }) {
    const ledger = reach(env, actor)
    const { size } = await ledger.state()
    if (from > to || to > size) {
      return failure('invalid_request', {
        message: `from must be at most to, and to at most ${size}, the ledger's size.`,
      })
    }
    return { from, to, hashes: await ledger.consistency(from, to) }
  },
})

const tile = tenantRoute({
  method: 'get',
  path: '/api/ledger/tile/{path}',
  needs: 'read:ledger',
  summary: 'A hash tile or entry bundle of the C2SP tlog-tiles layout; slashes in the path are allowed',
  tag,
  params: z.object({ path: z.string().max(200) }),
  async handler({ env, actor, params }) {
    const path = `tile/${params.path}`
    const object =
      parseTilePath(path) && (await homeOf(env, actor.tenant.region).archive.get(`${actor.tenant.id}/${path}`))
    if (!object) return failure('not_found', { message: 'There is no such tile.' })
    return new Response(object.body, { headers: { 'content-type': 'application/octet-stream' } })
  },
})

export const ledgerRoutes: readonly Route[] = [
  head,
  ...checkpointRoutes,
  records,
  record,
  proof,
  rootProof,
  consistency,
  tile,
]
