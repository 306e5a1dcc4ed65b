// The second vendor's keys: what each one is, whose it is, and what it may read. Secrets are built from parts, never written out.
import { lettersFor } from './company/ids.ts'
import type { Organization } from './company/organization.ts'

export type KeyKind = 'admin' | 'project' | 'service' | 'user' | 'chatgpt'

export const scopes = ['api.usage.read', 'api.audit_logs.read', 'api.management.read'] as const
export type Scope = (typeof scopes)[number]

export interface Holder {
  /** Name in `GET /__sim/keys`. */
  readonly name: string
  readonly secret: string
  readonly kind: KeyKind
  readonly organization: Organization
  readonly scopes: readonly Scope[]
  readonly revoked: boolean
}

const prefixes: Readonly<Record<KeyKind, readonly string[]>> = {
  admin: ['sk', 'admin'],
  project: ['sk', 'proj'],
  service: ['sk', 'svcacct'],
  user: ['sk'],
  chatgpt: ['sk', 'cgpt'],
}

/** All keys. Only those of kind `admin` open anything; `openaiAdminOther` belongs to the organization whose data stays in the EU. */
export function keyring(seed: number, main: Organization, other: Organization, quiet: Organization): Holder[] {
  const holder = (name: string, kind: KeyKind, more: Partial<Holder> = {}): Holder => ({
    name,
    kind,
    organization: main,
    scopes: kind === 'admin' ? scopes : [],
    revoked: false,
    ...more,
    secret: [...prefixes[kind], lettersFor(seed, `secret ${name}`, kind === 'user' ? 48 : 120)].join('-'),
  })
  return [
    holder('openaiAdmin', 'admin'),
    holder('openaiAdminSecond', 'admin'),
    holder('openaiAdminOther', 'admin', { organization: other }),
    holder('openaiAdminQuiet', 'admin', { organization: quiet }),
    holder('openaiRevoked', 'admin', { revoked: true }),
    holder('openaiUsageOnly', 'admin', { scopes: ['api.usage.read'] }),
    holder('openaiNoAudit', 'admin', { scopes: ['api.usage.read', 'api.management.read'] }),
    holder('openaiProject', 'project'),
    holder('openaiService', 'service'),
    holder('openaiUser', 'user'),
    holder('openaiChatgpt', 'chatgpt'),
  ]
}
