// Who asks and whether they may: the vendor's answers to each kind of key.
import type { Knobs } from '../knobs.ts'
import { incorrectKey, type Refusal, refuse } from './answers.ts'
import type { Holder, Scope } from './keyring.ts'

/** The bearer token of a request. */
export function secretIn(headers: Headers): string | null {
  return headers.get('authorization')?.match(/^Bearer (.+)$/i)?.[1] ?? null
}

/** Missing scopes come as 403 and as 401: the knob `openai_scope_status` chooses. */
export function missingScope(scope: Scope, status: number): Refusal {
  const check =
    "Check that you have the correct role in your organization, and if you're using a restricted API key, that it has the necessary scopes."
  return refuse(status, `You have insufficient permissions for this operation. Missing scopes: ${scope}. ${check}`)
}

const noKey =
  "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY). You can obtain an API key from https://platform.openai.com/account/api-keys."

/** The holder of a request, or the refusal. A false scope error uses one of its times up. */
export function admit(headers: Headers, scope: Scope, holders: readonly Holder[], knobs: Knobs): Holder | Refusal {
  const secret = secretIn(headers)
  if (secret === null) return refuse(401, noKey)
  const holder = holders.find((each) => each.secret === secret)
  if (holder === undefined || holder.revoked || knobs.revoked.includes(holder.name)) return incorrectKey(secret)
  if (holder.kind === 'chatgpt') {
    return refuse(401, 'Access denied by the access enforcement policy.', { code: 'rejected_by_access_enforcement' })
  }
  if (knobs.openai_false_scope > 0) {
    knobs.openai_false_scope -= 1
    return missingScope(scope, knobs.openai_scope_status)
  }
  const has = holder.scopes.includes(scope) && !knobs.openai_missing_scope.includes(scope)
  return has ? holder : missingScope(scope, knobs.openai_scope_status)
}
