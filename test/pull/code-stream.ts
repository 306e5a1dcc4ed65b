// One connection on the stage, anew for each test, and one stream of it: days of Claude Code, whose rows are few and known.
import { beforeEach } from 'vitest'
import { updateStream } from '../../worker/db/tenant/streams.ts'
import type { ConnectionId, TenantId } from '../../worker/ids.ts'
import { connect, home, makeTenant } from '../support/tenants.ts'
import { deliver, keyOf, message, rowOf, type Stage, stage, turn } from './stage.ts'

export const STREAM = 'anthropic.code_analytics'
export const PATH = '/v1/organizations/usage_report/claude_code'

/** Call it once, at the top of a test file. Its members are those of the test that runs. */
export function codeStream() {
  let standing: { on: Stage; tenant: TenantId; connection: ConnectionId } | undefined
  const now = () => {
    if (standing === undefined) throw new Error('there is a stage only while a test runs')
    return standing
  }
  beforeEach(async () => {
    const on = stage()
    const tenant = await makeTenant()
    const connection = await connect(tenant, keyOf(on, 'admin'), on.simulator.world.company.uuid, 3)
    await updateStream(home.db, tenant, connection, STREAM, { longReread: '2026-11-20', backfillFrom: '2026-11-18' })
    standing = { on, tenant, connection }
  })
  /** Rows of a day of Claude Code. */
  const truthRows = (day: string) => now().on.simulator.world.company.codeOf(Date.parse(day) / 86_400_000).length
  return {
    get on() {
      return now().on
    },
    get tenant() {
      return now().tenant
    },
    get connection() {
      return now().connection
    },
    read(lane: 'live' | 'backfill' = 'live', stream = STREAM) {
      const { on, tenant, connection } = now()
      return deliver(on, lane === 'live' ? 'pulls' : 'backfills', [message(tenant, connection, lane, stream)])
    },
    row: (stream = STREAM) => rowOf(now().tenant, now().connection, stream),
    /** The next answer of the stream's address is this fault. */
    fault: (kind: string, more: object = {}) => turn(now().on, { faults: [{ path: PATH, kind, ...more }] }),
    truthRows,
    /** Rows of the three days that are read. */
    allRows: () => [18, 19, 20].reduce((sum, day) => sum + truthRows(`2026-11-${day}`), 0),
  }
}
