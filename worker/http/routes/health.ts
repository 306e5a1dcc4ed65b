// GET /api/ledger/health: whether the ledger is whole, as the last self-check found it, and what it lacks of its streams.
import { gapsOf } from '../../db/tenant/gaps.ts'
import { readSelfCheck } from '../../db/tenant/self-check.ts'
import { listStreams } from '../../db/tenant/streams.ts'
import { homeOf } from '../../region.ts'
import { ledgerOf } from '../../tenant/reach.ts'
import type { Finding } from '../../tenant/self-check-findings.ts'
import { type Route, tenantRoute } from '../define.ts'
import { LedgerHealth } from '../schemas/health.ts'

const health = tenantRoute({
  method: 'get',
  path: '/api/ledger/health',
  needs: 'read:ledger',
  summary: 'The last self-check with what it found, the roll-back check, and the gaps of each stream',
  tag: 'Ledger',
  answer: LedgerHealth,
  async handler({ env, actor }) {
    const home = homeOf(env, actor.tenant.region)
    const [check, streams, { state, words }] = await Promise.all([
      readSelfCheck(home.db, actor.tenant.id),
      listStreams(home.db, actor.tenant.id),
      ledgerOf(home, actor.tenant.id).state(),
    ])
    const now = new Date()
    return {
      last_check:
        check === undefined
          ? null
          : {
              at: check.at,
              state: check.state,
              size: check.size,
              findings: JSON.parse(check.findings) as Finding[], // written by self-check-nightly.ts only
            },
      rollback: { state, words },
      streams: streams.map((row) => ({ stream: row.stream, connection: row.connection, gaps: gapsOf(row, now) })),
    }
  },
})

export const healthRoutes: readonly Route[] = [health]
