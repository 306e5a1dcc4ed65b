// What every step of an erasure has at hand, and how it says where it stands.
import type { ErasureRow } from '../db/tenant/erasures.ts'
import type { TenantId } from '../ids.ts'
import { type Home, rootKeys } from '../region.ts'
import type { RecordAct } from '../tenant/acts.ts'
import type { LedgerStub } from '../tenant/reach.ts'
import { ledgerOf } from '../tenant/reach.ts'
import { openVault, type Vault } from '../vault/keys.ts'
import type { Progress } from './progress.ts'

export type ErasurePorts = { recordAct: RecordAct; now: () => Date }

export type Work = {
  env: Env
  home: Home
  tenant: TenantId
  row: ErasureRow
  progress: Progress
  /** The subjects of a person, or the chats. */
  target: readonly string[]
  vault: Vault
  ledger: LedgerStub
  ports: ErasurePorts
}

/** `end`: the step is over. What is left out of `progress` stays. Everything before the return may be done again. */
export type Stood = { end: boolean; progress?: Partial<Progress> }
export type Step = (work: Work) => Promise<Stood>

/** A vault that has no key in memory: what it cannot open is gone for everybody. */
export const freshVault = (env: Env, home: Home, tenant: TenantId): Vault =>
  openVault({ bucket: home.vault, roots: rootKeys(env), tenant })

export function workOn(
  env: Env,
  home: Home,
  tenant: TenantId,
  rest: Pick<Work, 'row' | 'progress' | 'target' | 'ports'>,
): Work {
  return { env, home, tenant, vault: freshVault(env, home, tenant), ledger: ledgerOf(home, tenant), ...rest }
}

export const STREAM = 'tallystick.erasure'
