// GET /api/ledger/gaps: what the ledger has of each stream in a period, computed now. POST writes it into the ledger.

import type { TenantActor } from '../../access/actor.ts'
import { newId } from '../../access/ids.ts'
import { readGaps, writeGaps } from '../../export/gaps.ts'
import type { Stated } from '../../ledger/gap/statement.ts'
import { homeOf } from '../../region.ts'
import { type Route, tenantRoute } from '../define.ts'
import { type Failure, failure, isFailure } from '../errors.ts'
import { GapBody, GapList, GapQuery, GapsWritten } from '../schemas/gaps.ts'

const tag = 'Ledger'

type Asked = { stream?: string | undefined; from?: string | undefined; to?: string | undefined }

async function stated(env: Env, { tenant }: TenantActor, asked: Asked, place: string): Promise<Stated[] | Failure> {
  const { stream, from, to } = asked
  if (from !== undefined && to !== undefined && from > to) {
    return failure('invalid_request', { details: [{ path: `${place}.to`, problem: 'must not be before from' }] })
  }
  const wants = (one: string): boolean => stream === undefined || one === stream
  return readGaps(homeOf(env, tenant.region), tenant.id, { wants, from, to }, new Date())
}

const statements = (found: readonly Stated[]) => found.map(({ statement }) => statement)

const read = tenantRoute({
  method: 'get',
  path: '/api/ledger/gaps',
  needs: 'read:ledger',
  summary: 'Pages that came and days that are complete, by stream, for a period; computed now, not written',
  tag,
  query: GapQuery,
  answer: GapList,
  async handler({ env, actor, query }) {
    const found = await stated(env, actor, query, 'query')
    return isFailure(found) ? found : { statements: statements(found) }
  },
})

const write = tenantRoute({
  method: 'post',
  path: '/api/ledger/gaps',
  needs: 'write:exports',
  summary: 'Write gap statements into the ledger, one record a stream, where exports of the period take them along',
  tag,
  status: 201,
  body: GapBody,
  answer: GapsWritten,
  async handler({ env, actor, outside, body }) {
    const found = await stated(env, actor, body, 'body')
    if (isFailure(found)) return found
    const id = newId('gap')
    await writeGaps(env, outside.recordAct, { tenant: actor.tenant.id, id }, found)
    return { id, statements: statements(found) }
  },
})

export const gapRoutes: readonly Route[] = [read, write]
