// Whose signatures count: keys the auditor pinned, and keys the exporter claims in keys.json (LEDGER sections 8, 9).
import { isLogOrigin } from '../checkpoint.ts'
import type { JsonValue } from '../jcs.ts'
import { COSIGNATURE, ED25519, parseVkey, type SignatureType, type VerifierKey } from '../vkey.ts'
import { hasMembers, readJcsObject } from './jcs-file.ts'
import { MAX_KEYS } from './limits.ts'

/** keys.json, read. */
export type ClaimedKeys = {
  readonly origin: string
  readonly tenant: readonly VerifierKey[]
  readonly root: readonly VerifierKey[]
  readonly export: readonly VerifierKey[]
  readonly witness: readonly VerifierKey[]
}

/** Keys of one name and type to verify with; `pinned` = the auditor's own, else only claimed. */
export type TrustedKeys = { readonly keys: readonly VerifierKey[]; readonly pinned: boolean }

function vkeysOf(value: JsonValue | undefined, type: SignatureType): VerifierKey[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_KEYS) return undefined
  const keys = value.map((vkey: JsonValue) => (typeof vkey === 'string' ? parseVkey(vkey) : undefined))
  const good = keys.filter((key) => key?.type === type)
  return good.length === keys.length ? good.filter((key) => key !== undefined) : undefined
}

/** `{"origin","tenant","root","export","witness"?}`, or undefined where a part is not as LEDGER section 8 has it. */
export function parseKeys(bytes: Uint8Array): ClaimedKeys | undefined {
  const value = readJcsObject(bytes)
  if (value === undefined || !hasMembers(value, 'origin', 'tenant', 'root', 'export', 'witness?')) return undefined
  const { origin } = value
  if (typeof origin !== 'string' || !isLogOrigin(origin)) return undefined
  const tenant = vkeysOf(value.tenant, ED25519)
  const root = vkeysOf(value.root, ED25519)
  const exporter = vkeysOf(value.export, ED25519)
  const witness = value.witness === undefined ? [] : vkeysOf(value.witness, COSIGNATURE)
  return tenant && root && exporter && witness && { origin, tenant, root, export: exporter, witness }
}

/** The keys of a name: the pinned ones if there is any, for they replace the claimed ones; else those claimed. */
export function trustedKeys(
  name: string,
  type: SignatureType,
  pins: readonly VerifierKey[],
  claimed: readonly VerifierKey[],
): TrustedKeys {
  const fits = (key: VerifierKey) => key.name === name && key.type === type
  const pinned = pins.filter(fits)
  return pinned.length > 0 ? { keys: pinned, pinned: true } : { keys: claimed.filter(fits), pinned: false }
}

/** Keys of every witness that is known, pinned ones replacing claimed ones of their name. */
export function witnessKeys(pins: readonly VerifierKey[], claimed: readonly VerifierKey[]): VerifierKey[] {
  const all = [...pins, ...claimed].filter((key) => key.type === COSIGNATURE)
  const names = new Set(all.map((key) => key.name))
  return [...names].flatMap((name) => trustedKeys(name, COSIGNATURE, pins, claimed).keys)
}
