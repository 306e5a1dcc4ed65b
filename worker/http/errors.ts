// The one table from an error code to its status, its message and its remedy, and the shape in which every route answers it.
import type { Context } from 'hono'
import type { AppEnv } from './context.ts'

type Entry = {
  status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 429 | 500 | 502 | 503
  message: string
}

/** Codes are stable: clients branch on them. The message says what is wrong, then what to do. */
export const ERRORS = {
  invalid_request: { status: 400, message: 'The request is not valid. Correct the fields that details names.' },
  invalid_json: { status: 400, message: 'The body is not JSON. Send one JSON object.' },
  invalid_cursor: { status: 400, message: 'The cursor is not one of ours. Begin again without a cursor.' },
  wrong_content_type: { status: 400, message: 'Send the body with content-type application/json.' },
  payload_too_large: { status: 413, message: 'The body is larger than 1 MiB. Send less at a time.' },
  unauthenticated: { status: 401, message: 'Sign in, or send a valid API token.' },
  session_required: { status: 403, message: 'An API token cannot do this. Sign in to the dashboard.' },
  reauthentication_required: { status: 403, message: 'This needs a recent sign-in. Sign in again, then repeat it.' },
  forbidden: { status: 403, message: 'Your role does not allow this. Ask an owner or admin of the organization.' },
  cross_origin: { status: 403, message: 'The request did not come from the dashboard itself, so it was refused.' },
  tenant_required: { status: 409, message: 'No organization is selected. Create one, or accept an invitation.' },
  not_found: { status: 404, message: 'There is nothing here that you may see. Check the address and the id.' },
  method_not_allowed: { status: 405, message: 'This address exists, but not with this method.' },
  conflict: { status: 409, message: 'Something changed meanwhile. Reload and try again.' },
  on_hold: { status: 409, message: 'A legal hold forbids this. Details names the holds; release them first.' },
  tenant_erased: {
    status: 410,
    message:
      'This workspace was erased. What is left is its ledger without names, and the certificate among its exports.',
  },
  last_owner: { status: 409, message: 'This is the last owner. Make somebody else an owner first.' },
  already_member: { status: 409, message: 'This person is a member already. Change the role instead.' },
  owner_required: { status: 403, message: 'Only an owner may give, change or take away the role of owner.' },
  link_invalid: { status: 410, message: 'This link was used already, or it is too old. Ask for a new one.' },
  invitation_invalid: { status: 410, message: 'This invitation was used, revoked or is too old. Ask for a new one.' },
  invitation_address: { status: 403, message: 'This invitation is for another address. Sign in with that address.' },
  question_invalid: {
    status: 410,
    message: 'This request is too old or not complete. Close this page and add the connector again.',
  },
  passkey_failed: { status: 400, message: 'The passkey was not accepted. Try again, or sign in by mail.' },
  scope_not_held: { status: 403, message: 'A token cannot have a scope that you do not have. Take it off the list.' },
  expiry_invalid: { status: 400, message: 'A token needs an expiry between an hour and 366 days from now.' },
  too_many_tokens: { status: 409, message: 'There are 200 live tokens already. Revoke some first.' },
  too_many_tenants: { status: 409, message: 'You have created 20 organizations already. Ask us for more.' },
  credential_refused: {
    status: 422,
    message: 'The vendor did not accept this key. Check that it is complete and alive.',
  },
  draft_expired: { status: 410, message: 'The checked key has expired. Validate it again, then connect.' },
  region_refused: { status: 422, message: 'This vendor cannot be connected in this region.' },
  rate_limited: { status: 429, message: 'Too many requests. Wait as long as Retry-After says.' },
  export_link: {
    status: 403,
    message: 'This link is not complete, or it was changed. Ask whoever sent it for the whole one.',
  },
  export_gone: {
    status: 410,
    message: 'This export is not offered any more. Ask whoever sent the link for a new one.',
  },
  too_many_exports: { status: 409, message: 'Five exports are being made already. Wait until one of them is ready.' },
  approval_needed: {
    status: 409,
    message: 'A second person has to approve this first. Ask one, then repeat it with the approval that details names.',
  },
  export_unfinished: { status: 409, message: 'This export is not ready, so it has no link. Look at its state.' },
  vendor_unavailable: { status: 502, message: 'The vendor does not answer as it should. Try again in some minutes.' },
  mail_unavailable: { status: 503, message: 'The mail could not be sent. Try again in some minutes.' },
  internal: { status: 500, message: 'Something broke on our side. Try again, and tell us the request id.' },
} as const satisfies Record<string, Entry>

export type ErrorCode = keyof typeof ERRORS

/** What is wrong with one field: `path` in words as the client wrote it (`body.scopes[0]`), `problem` in a sentence. */
export type FieldProblem = { path: string; problem: string }

/** An expected failure that a handler returns instead of its answer. `message` replaces the table's when it can say more. */
export type Failure = {
  readonly failed: true
  code: ErrorCode
  message?: string
  details?: unknown
  retryAfter?: number
}

export function failure(
  code: ErrorCode,
  more: { message?: string; details?: unknown; retryAfter?: number } = {},
): Failure {
  return { failed: true, code, ...more }
}

export function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'failed' in value && value.failed === true && 'code' in value
}

/** Answers a failure as `{"error":{"code","message","details"?,"request_id"}}` and notes the code for the request's log event. */
export function answerFailure(c: Context<AppEnv>, failed: Failure): Response {
  const { status, message } = ERRORS[failed.code]
  c.set('errorCode', failed.code)
  if (failed.code === 'rate_limited') c.header('retry-after', String(failed.retryAfter ?? 60))
  const details = failed.details === undefined ? {} : { details: failed.details }
  const error = { code: failed.code, message: failed.message ?? message, ...details, request_id: c.get('requestId') }
  return c.json({ error }, status)
}
