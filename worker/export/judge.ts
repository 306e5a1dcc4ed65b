// Before a volume is offered, our own verifier opens it as a stranger would, with our keys pinned.
import { type CheckId, verifyBundle } from '../ledger/bundle/index.ts'
import type { JsonValue } from '../ledger/jcs.ts'
import { nativeSha256 } from '../tenant/native-hash.ts'
import { claimedKeys, type Making } from './volume.ts'

/** What may still be open on the day of the export: the root log is cut on the hour, Bitcoin takes its own time. */
const MAY_PEND: ReadonlySet<CheckId> = new Set(['root-leaf', 'root-checkpoint', 'anchor'])

/** The checks that a volume does not pass; none means that it may be offered. */
export async function failedChecks(making: Pick<Making, 'log' | 'tenant'>, bytes: Uint8Array): Promise<CheckId[]> {
  const { tenant, root, export: exporter } = await claimedKeys(making)
  const pins = [tenant, root, exporter].flatMap((keys: JsonValue | undefined) => (Array.isArray(keys) ? keys : []))
  const { checks } = await verifyBundle(bytes, {
    pins: pins.filter((pin) => typeof pin === 'string'),
    sha256: nativeSha256,
  })
  return checks
    .filter(({ id, result }) => result !== 'ok' && !(result === 'undecided' && MAY_PEND.has(id)))
    .map(({ id }) => id)
}
