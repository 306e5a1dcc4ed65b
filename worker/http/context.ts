// What one request carries through the HTTP frame: its id, who acts, and the outside world that handlers may call.
import type { Actor } from '../access/actor.ts'
import type { SendMail } from '../mail/send.ts'
import type { CreateLedger, RecordAct } from '../tenant/acts.ts'

/** Everything beyond the databases that a handler reaches. Tests pass their own. */
export type Outside = { sendMail: SendMail; recordAct: RecordAct; createLedger: CreateLedger }

type Variables = {
  requestId: string
  outside: Outside
  actor: Actor | null
  /** The route's pattern, for the log. */
  route: string
  /** Code of the failure that was answered, or '' */
  errorCode: string
}

export type AppEnv = { Bindings: Env; Variables: Variables }

/** The client's address, for rate limits only. Cloudflare sets the header itself, so nobody outside chooses it. */
export function clientAddress(headers: Headers): string {
  return headers.get('cf-connecting-ip') ?? 'unknown'
}
