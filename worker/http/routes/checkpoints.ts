// The checkpoints of the own ledger over HTTP: the latest as a file, all of them with their anchors, and how far proof reaches today.
import type { TenantActor } from '../../access/actor.ts'
import { homeOf } from '../../region.ts'
import { ledgerOf } from '../../tenant/reach.ts'
import { type Route, tenantRoute } from '../define.ts'
import { failure } from '../errors.ts'
import { fileText } from '../files.ts'
import { decodeCursor, encodeCursor } from '../paging.ts'
import { PageQuery } from '../schemas/common.ts'
import { CheckpointList } from '../schemas/ledger.ts'
import { ProofReach } from '../schemas/rootlog.ts'
import { readAnchoredSizes, readReach } from './anchored.ts'

const tag = 'Ledger'

const reach = (env: Env, actor: TenantActor) => ledgerOf(homeOf(env, actor.tenant.region), actor.tenant.id)

const checkpoint = tenantRoute({
  method: 'get',
  path: '/api/ledger/checkpoint',
  needs: 'read:ledger',
  summary: 'The latest checkpoint as a C2SP signed note',
  tag,
  async handler({ env, actor }) {
    const { checkpoint } = await reach(env, actor).state()
    return checkpoint === null
      ? failure('not_found', {
          message: 'No checkpoint was signed yet. The first one follows the first records within seconds.',
        })
      : fileText(checkpoint.note, 'text/plain')
  },
})

const checkpoints = tenantRoute({
  method: 'get',
  path: '/api/ledger/checkpoints',
  needs: 'read:ledger',
  summary: 'Checkpoints, newest first, each with its place in the root log and the state of the anchor there',
  tag,
  query: PageQuery,
  answer: CheckpointList,
  async handler({ env, actor, query }) {
    const [before] = query.cursor === undefined ? [Number.MAX_SAFE_INTEGER] : (decodeCursor(query.cursor, 1) ?? [])
    if (typeof before !== 'number') return failure('invalid_cursor')
    const ledger = reach(env, actor)
    const [rows, state] = await Promise.all([ledger.checkpoints(before, query.limit + 1), ledger.state()])
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    const { tenant } = actor
    const sizes = page.map(({ size }) => size)
    const anchored = await readAnchoredSizes(env, homeOf(env, tenant.region), tenant.id, sizes)
    return {
      checkpoints: page.map(({ note: _, ...row }, at) => ({ ...row, anchored: anchored[at] ?? null })),
      total: state.checkpoint?.number ?? 0,
      next_cursor: rows.length > query.limit && last !== undefined ? encodeCursor([last.size]) : null,
    }
  },
})

const proofReach = tenantRoute({
  method: 'get',
  path: '/api/ledger/reach',
  needs: ['read:ledger', 'read:own'],
  summary: 'How far proof reaches: the record up to which checkpoints sign, the root log holds and blocks attest',
  tag,
  answer: ProofReach,
  handler: ({ env, actor }) => readReach(env, homeOf(env, actor.tenant.region), actor.tenant.id),
})

export const checkpointRoutes: readonly Route[] = [checkpoint, checkpoints, proofReach]
