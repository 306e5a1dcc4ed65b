// A stage and a tenant anew for each test, and the connections of that tenant as its settings would show them.
import { beforeEach } from 'vitest'
import { listConnections } from '../../worker/db/tenant/connections.ts'
import type { TenantId } from '../../worker/ids.ts'
import { withCredential } from '../../worker/vault/credential.ts'
import { home, makeTenant, vault } from '../support/tenants.ts'
import { type Stage, stage } from './stage.ts'

/** Call it once, at the top of a test file. Its members are those of the test that runs. */
export function ownConnections() {
  let standing: { on: Stage; tenant: TenantId } | undefined
  const now = () => {
    if (standing === undefined) throw new Error('there is a stage only while a test runs')
    return standing
  }
  beforeEach(async () => {
    standing = { on: stage(), tenant: await makeTenant() }
  })
  const all = () => listConnections(home.db, now().tenant)
  return {
    get on() {
      return now().on
    },
    get tenant() {
      return now().tenant
    },
    all,
    async only() {
      const [row, ...more] = await all()
      if (row === undefined || more.length > 0) throw new Error(`${more.length} connections too many`)
      return row
    },
    /** The end of the key that is sealed. */
    sealed: (id: string) => withCredential(vault(now().tenant), id, async (secret) => secret.slice(-4)),
    /** What became records of its own, in order. */
    actions: () => now().on.acts.map(({ data }) => data.action),
  }
}
