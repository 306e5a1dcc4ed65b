// Who asks and whether they may: the vendor's answers to each kind of key at each family of endpoints.
import type { Knobs } from '../knobs.ts'
import { badRequest, notFound, type Refusal, refuse } from './answers.ts'
import type { Holder } from './keyring.ts'

/** Which rules an endpoint goes by. */
export type Gate =
  | { readonly family: 'admin' }
  | { readonly family: 'analytics' }
  | { readonly family: 'compliance'; readonly scopes: readonly string[] }

/** The secret of a request: `x-api-key`, or a bearer token, which the official client sends. */
export function secretIn(headers: Headers): string | null {
  const key = headers.get('x-api-key')
  if (key !== null && key !== '') return key
  return headers.get('authorization')?.match(/^Bearer (.+)$/i)?.[1] ?? null
}

const noPermission = () =>
  refuse(403, 'permission_error', 'Your API key does not have permission to use the specified resource.')
const wrongOrganization = () =>
  refuse(
    403,
    'permission_error',
    'This endpoint is not available for this organization type.',
    'organization_type_not_supported',
  )

function missingScopes(got: readonly string[], needed: readonly string[]): Refusal {
  const quoted = (scopes: readonly string[]) => `[${scopes.map((scope) => `'${scope}'`).join(', ')}]`
  const message = `Missing required scopes. Got: ${quoted(got)} Needed one of: ${quoted(needed)}`
  return refuse(403, 'permission_error', message)
}

function isRevoked(holder: Holder, knobs: Knobs): boolean {
  return holder.revoked || knobs.revoked.includes(holder.name)
}

function admitAdmin(holder: Holder, knobs: Knobs, isAnalytics: boolean): Refusal | null {
  if (holder.kind === 'individual' || knobs.plan === 'individual') return wrongOrganization()
  if (holder.kind !== 'admin') return noPermission()
  if (knobs.missing_scope.includes('admin')) return noPermission()
  if (isAnalytics && knobs.analytics === 'off') return notFound()
  return isAnalytics && knobs.analytics === 'forbidden' ? noPermission() : null
}

function admitCompliance(holder: Holder, knobs: Knobs, needed: readonly string[]): Refusal | null {
  const isFeed = needed.includes('read:compliance_activities')
  if (holder.kind === 'workspace' || holder.kind === 'individual') return refuse(404, 'not_found_error', 'Not found')
  if (knobs.plan === 'individual') return wrongOrganization()
  if (knobs.activity === 'not_enabled') return badRequest('Compliance API is not enabled for this organization')
  if (isFeed && knobs.activity === 'off') return noPermission()
  if (holder.kind === 'admin') {
    if (!isFeed) return missingScopes([], needed)
    const isOld = holder.olderThanFeed || knobs.activity === 'old_key'
    return isOld || knobs.missing_scope.includes('admin') ? missingScopes([], needed) : null
  }
  if (knobs.plan !== 'enterprise') return wrongOrganization()
  const scopes = holder.scopes.filter((scope) => !knobs.missing_scope.includes(scope))
  return needed.some((scope) => scopes.includes(scope)) ? null : missingScopes(scopes, needed)
}

/** The holder of a request, or the refusal. Order as the vendor's: no key, unknown key, revoked key, then rights. */
export function admit(headers: Headers, gate: Gate, holders: readonly Holder[], knobs: Knobs): Holder | Refusal {
  const isCompliance = gate.family === 'compliance'
  const secret = secretIn(headers)
  if (secret === null) {
    if (isCompliance) return refuse(404, 'not_found_error', 'Not found')
    return refuse(401, 'authentication_error', 'x-api-key header is required')
  }
  const holder = holders.find((each) => each.secret === secret)
  if (holder === undefined || isRevoked(holder, knobs)) {
    if (!isCompliance) return refuse(401, 'authentication_error', 'invalid x-api-key')
    const message = holder === undefined ? 'API key is invalid.' : 'API key has been deactivated.'
    return refuse(401, 'authentication_error', message)
  }
  if (isCompliance) return admitCompliance(holder, knobs, gate.scopes) ?? holder
  if (headers.get('anthropic-version') === null) return badRequest('anthropic-version: header is required')
  return admitAdmin(holder, knobs, gate.family === 'analytics') ?? holder
}
