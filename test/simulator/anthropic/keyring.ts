// The keys that exist: what each one is, whose it is, and what it may do. Secrets are built from parts, never written out.
import type { Company } from '../company/company.ts'
import { randomFrom } from '../random.ts'

export type KeyKind = 'admin' | 'workspace' | 'compliance' | 'individual'

export interface Holder {
  /** Name in `GET /__sim/keys`. */
  readonly name: string
  readonly secret: string
  readonly kind: KeyKind
  readonly company: Company
  readonly scopes: readonly string[]
  readonly revoked: boolean
  /** An Admin key made before the activity feed was switched on never reads it. */
  readonly olderThanFeed: boolean
}

const prefixes: Readonly<Record<KeyKind, string>> = {
  admin: 'admin01',
  workspace: 'api03',
  compliance: 'api01',
  individual: 'api03',
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

function secretOf(seed: number, name: string, kind: KeyKind): string {
  const random = randomFrom(seed, `key ${name}`)
  const body = Array.from({ length: 95 }, () => letters.charAt(Math.floor(random() * letters.length))).join('')
  return ['sk', 'ant', prefixes[kind], body].join('-')
}

const complianceScopes = ['read:compliance_activities', 'read:compliance_org_data', 'read:compliance_user_data']

/** All keys. `adminOther` belongs to the second organization, `complianceHalf` misses the user data scope, `complianceUserOnly` the other one. */
export function keyring(seed: number, company: Company, other: Company, quiet: Company): Holder[] {
  const holder = (name: string, kind: KeyKind, more: Partial<Holder> = {}): Holder => ({
    name,
    kind,
    company,
    scopes: [],
    revoked: false,
    olderThanFeed: false,
    ...more,
    secret: secretOf(seed, name, kind),
  })
  return [
    holder('admin', 'admin'),
    holder('adminSecond', 'admin'),
    holder('adminRevoked', 'admin', { revoked: true }),
    holder('adminOldActivity', 'admin', { olderThanFeed: true }),
    holder('adminOther', 'admin', { company: other }),
    holder('adminQuiet', 'admin', { company: quiet }),
    holder('workspaceKey', 'workspace'),
    holder('compliance', 'compliance', { scopes: complianceScopes }),
    holder('complianceHalf', 'compliance', { scopes: complianceScopes.slice(0, 2) }),
    holder('complianceDelete', 'compliance', { scopes: [...complianceScopes, 'delete:compliance_user_data'] }),
    holder('complianceContent', 'compliance', { scopes: complianceScopes.slice(1) }),
    holder('complianceUserOnly', 'compliance', { scopes: complianceScopes.slice(2) }),
    holder('complianceAudit', 'compliance', { scopes: ['read:org_audit'] }),
    holder('complianceOther', 'compliance', { scopes: complianceScopes, company: other }),
    holder('analytics', 'compliance', { scopes: ['read:analytics'] }),
    holder('complianceRevoked', 'compliance', { scopes: complianceScopes, revoked: true }),
    holder('individual', 'individual'),
  ]
}

/** `{name: secret}` for tests and for the first try. */
export function secretsOf(holders: readonly Pick<Holder, 'name' | 'secret'>[]): Record<string, string> {
  return Object.fromEntries(holders.map((holder) => [holder.name, holder.secret]))
}
