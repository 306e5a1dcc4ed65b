// Between Validate and Connect: what the probes found, for 30 minutes, without any secret. itty-durable's one good place here: small, short-lived
// JSON. The ledger is a plain DurableObject, because itty-durable puts arguments into a header, refuses RPC and persists without a transaction.
import { createDurable, proxyDurable } from 'itty-durable'
import { b64, fromB64, text, utf8 } from '../ledger/bytes.ts'
import type { ConnectionKind } from '../vendors/stream.ts'

const LIFE_MS = 30 * 60_000

/** State is every own property, kept by itty-durable under one key; `draft` is base64 because arguments travel in a header. */
export class ConnectionDraft extends createDurable({ autoPersist: true }) {
  draft = ''
  until = 0

  async keep(draft: string): Promise<{ kept: true }> {
    this.draft = draft
    this.until = Date.now() + LIFE_MS
    await this.setAlarm(this.until)
    return { kept: true }
  }

  read(): { draft: string | null } {
    return { draft: this.draft !== '' && Date.now() < this.until ? this.draft : null }
  }

  async forget(): Promise<{ forgotten: true }> {
    await this.destroy({ reset: true })
    return { forgotten: true }
  }

  async alarm(): Promise<void> {
    await this.destroy({ reset: true })
  }
}

/** The two answers of the object; itty-durable's own stub is untyped. */
type Stub = {
  keep(draft: string): Promise<{ kept: true }>
  read(): Promise<{ draft: string | null }>
  forget(): Promise<{ forgotten: true }>
}

/** Named by tenant and a random part: a draft is found only from within its tenant. Never forward an outside request to it. */
function stubOf(env: Env, tenant: string, id: string): Stub {
  return proxyDurable(env.CONNECTION_DRAFT, { name: 'CONNECTION_DRAFT', parse: true }).get(`${tenant}/${id}`)
}

/** What the probes of a key found. `fingerprint` is a keyed hash: Connect must bring the same key, which is not stored. */
export type KeptDraft = {
  kind: ConnectionKind
  fingerprint: string
  last4: string
  generation: 'classic' | 'analytics'
  organization: { id: string; name: string }
  /** Somebody confirmed that the vendor keeps this organization in the EU. */
  euConfirmed?: true
  /** JSON of the checklist as it was shown. */
  checklist: string
}

/** Keeps a draft for 30 minutes and returns its id. */
export async function keepDraft(env: Env, tenant: string, draft: KeptDraft): Promise<string> {
  const id = crypto.randomUUID()
  await stubOf(env, tenant, id).keep(b64(utf8(JSON.stringify(draft))))
  return id
}

/** The draft, or null when it is unknown here or older than 30 minutes. */
export async function readDraft(env: Env, tenant: string, id: string): Promise<KeptDraft | null> {
  const { draft } = await stubOf(env, tenant, id).read()
  // Our own JSON, written above.
  return draft === null ? null : (JSON.parse(text(fromB64(draft))) as KeptDraft)
}

export async function forgetDraft(env: Env, tenant: string, id: string): Promise<void> {
  await stubOf(env, tenant, id).forget()
}
