// What a record can be about: the closed list of LEDGER section 2.

/** From vendors. */
const VENDOR_KINDS = [
  'pull',
  'organization',
  'member',
  'invite',
  'workspace',
  'project',
  'vendor_key',
  'service_account',
  'usage',
  'cost',
  'code_day',
  'activity',
  'chat',
  'message',
  'interaction',
] as const

/** Our own acts. */
const OWN_KINDS = [
  'tenant',
  'member_access',
  'token',
  'connection',
  'identity',
  'reveal',
  'export',
  'download',
  'erasure',
  'hold',
  'budget',
  'alert',
  'anchor',
  'gap',
] as const

/** All kinds, vendors' first. */
export const KINDS = [...VENDOR_KINDS, ...OWN_KINDS] as const
/** One of {@link KINDS}. */
export type RecordKind = (typeof KINDS)[number]

const ALL: ReadonlySet<unknown> = new Set(KINDS)

/** Whether a value is one of the kinds. */
export function isKind(value: unknown): value is RecordKind {
  return ALL.has(value)
}
