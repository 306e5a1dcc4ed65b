// One export being made: what its steps share, how it fails, how a finished file is kept.
import { changeExport, type ExportRow } from '../db/tenant/exports.ts'
import type { TenantId } from '../ids.ts'
import { hex } from '../ledger/bytes.ts'
import { type Home, logIdentity, type Region, rootKeys } from '../region.ts'
import type { RecordAct } from '../tenant/acts.ts'
import { nativeSha256 } from '../tenant/native-hash.ts'
import { openVault } from '../vault/keys.ts'
import type { Selection } from './filter.ts'
import type { VolumeLimits } from './limits.ts'
import { reviewOf } from './review.ts'
import { noRootParts, type ReadRootParts } from './root-parts.ts'
import type { Making } from './volume.ts'
import { folderOf, type Volume, volumesOf } from './volumes.ts'

export type JobPorts = {
  recordAct: RecordAct
  /** The tenant's checkpoint that is best anchored, null while none is in the root log. */
  anchoredSize?: (env: Env, region: Region, tenant: TenantId) => Promise<number | null>
  rootParts?: (env: Env, region: Region, tenant: TenantId) => ReadRootParts
  /** What goes with an export that nobody asked for by hand, made of its first bundle: a certificate. Null = nothing. */
  paper?: (env: Env, row: ExportRow, bundle: Uint8Array) => Promise<Uint8Array | null>
  limits?: Readonly<Record<'bundle' | 'json', VolumeLimits>>
  tilesAStep?: number
  /** Rows of one FOCUS file. */
  focusRows?: number
}
export type Job = { env: Env; home: Home; tenant: TenantId; row: ExportRow; ports: JobPorts }
export type Pinned = { size: number; checkpoint: string; generatedAt: string; plan: string }

export const now = () => new Date().toISOString()

/** Ends the export in words. */
export async function fail({ home, row }: Job, words: string): Promise<'done'> {
  await changeExport(home.db, row, ['queued', 'running'], { state: 'failed', words, touchedAt: now() })
  return 'done'
}

export const selectionOf = (row: ExportRow): Selection => {
  const { filter, subjects } = row
  const { person: _, ...rest } = JSON.parse(filter) as Selection & { person?: string } // checked when it was asked for
  return {
    ...rest,
    content: reviewOf(row)?.content,
    ...(subjects !== null && { subjects: JSON.parse(subjects) as string[] }),
  }
}

export const formatOf = ({ format }: ExportRow): 'bundle' | 'json' => (format === 'json' ? 'json' : 'bundle')

/** What every volume is made with; `number` from 1. */
export function makingOf({ env, home, tenant, row, ports }: Job, pinned: Pinned, number: number): Making {
  return {
    ...pinned,
    home,
    tenant,
    vault: openVault({ bucket: home.vault, roots: rootKeys(env), tenant }),
    log: logIdentity(env),
    rootParts: ports.rootParts?.(env, home.region, tenant) ?? noRootParts,
    format: formatOf(row),
    selection: selectionOf(row),
    disclosed: row.disclosed === 1,
    texts: reviewOf(row)?.content,
    requestedBy: row.requestedBy,
    base: `tallystick-${row.id}-${number}`,
  }
}

/** Puts a finished file and counts it behind those that are there. */
export async function keep(
  { home, row }: Job,
  volume: Omit<Volume, 'bytes' | 'sha256' | 'key'>,
  bytes: Uint8Array,
): Promise<'more'> {
  const made = volumesOf(row)
  const digest = nativeSha256(bytes)
  const key = `${folderOf(row)}${made.length + 1}-${hex(digest).slice(0, 16)}`
  await home.exports.put(key, bytes, { sha256: digest })
  const volumes: Volume[] = [...made, { ...volume, bytes: bytes.length, sha256: hex(digest), key }]
  const seen = { volumes: row.volumes }
  await changeExport(home.db, row, ['running'], { volumes: JSON.stringify(volumes), touchedAt: now() }, seen)
  return 'more'
}
