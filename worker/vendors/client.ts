// Which vendor a kind of connection speaks to, and the client that speaks to it with one key.
import { anthropicClient } from './anthropic/client.ts'
import type { VendorClient } from './http.ts'
import type { KeyField } from './key-shape.ts'
import { openaiClient } from './openai/client.ts'
import type { ConnectionKind, Vendor } from './stream.ts'

const VENDOR: Record<ConnectionKind, Vendor> = {
  anthropic_admin: 'anthropic',
  anthropic_compliance: 'anthropic',
  openai_admin: 'openai',
}

export const vendorOf = (kind: ConnectionKind): Vendor => VENDOR[kind]

/** The field that a key of this kind of connection is pasted into. */
export const fieldOf = (kind: ConnectionKind): KeyField =>
  kind === 'anthropic_compliance' ? 'anthropic_compliance' : VENDOR[kind]

/** A client for one key; `urls` says where the vendors answer. */
export function clientFor(kind: ConnectionKind, secret: string, urls: Record<Vendor, string>): VendorClient {
  return kind === 'openai_admin'
    ? openaiClient(secret, { baseUrl: urls.openai })
    : anthropicClient(secret, { baseUrl: urls.anthropic })
}
