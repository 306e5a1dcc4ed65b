// The kinds of key that can be connected: what each is called, where it is made, how it begins. One table for every screen.
import type { ConnectionView } from '../../../worker/http/schemas/connections.ts'

import { CONNECTION_KINDS } from '../../../worker/vendors/stream.ts'

export { CONNECTION_KINDS }

export type ConnectionKind = ConnectionView['kind']

interface KindWords {
  readonly vendor: 'anthropic' | 'openai'
  /** The vendor, spelled as it spells itself. */
  readonly vendorName: string
  /** The choice in a row of tabs. */
  readonly tab: string
  /** What the vendor calls the key. */
  readonly key: string
  /** The same in a sentence. */
  readonly aKey: string
  /** The connection in a list. */
  readonly name: string
  /** The head of its card. */
  readonly title: string
  readonly opens: string
  /** How a key begins. */
  readonly begins: string
  /** The page where a key is made. */
  readonly page: string
  /** The way to that page, and who may make one. */
  readonly hint: string
  /** Where keys live at the vendor, after a verb: “delete it …”. */
  readonly where: string
}

export const kinds: Record<ConnectionKind, KindWords> = {
  anthropic_admin: {
    vendor: 'anthropic',
    vendorName: 'Anthropic',
    tab: 'Anthropic',
    key: 'Admin key',
    aKey: 'an Admin key',
    name: 'Anthropic Admin',
    title: 'Anthropic · Admin API',
    opens: 'Usage, costs, Claude Code, members, workspaces and keys.',
    begins: 'sk-ant-admin01-',
    page: 'https://platform.claude.com/settings/admin-keys',
    hint: 'Claude Console → Settings → Admin keys. Only an admin of the organization can make one.',
    where: 'in the Claude Console',
  },
  openai_admin: {
    vendor: 'openai',
    vendorName: 'OpenAI',
    tab: 'OpenAI',
    key: 'Admin key',
    aKey: 'an Admin key',
    name: 'OpenAI Admin',
    title: 'OpenAI · Admin API',
    opens: 'Usage, costs, projects, users, keys and the audit log.',
    begins: 'sk-admin-',
    page: 'https://platform.openai.com/settings/organization/admin-keys',
    hint: 'OpenAI Platform → Settings → Organization → Admin keys. Only an owner can make one; Read only is enough.',
    where: 'on the OpenAI Platform',
  },
  anthropic_compliance: {
    vendor: 'anthropic',
    vendorName: 'Anthropic',
    tab: 'Anthropic content',
    key: 'Compliance Access Key',
    aKey: 'a Compliance Access Key',
    name: 'Anthropic Compliance',
    title: 'Anthropic · Compliance Access Key',
    opens: 'What people and Claude write to each other in claude.ai, encrypted. Claude Enterprise only.',
    begins: 'sk-ant-api01-',
    page: 'https://claude.ai/admin-settings/api',
    hint: 'claude.ai → Organization settings → API. Only an owner of the Enterprise organization can make one.',
    where: 'on claude.ai',
  },
}

/** The kind to offer first: one that is not connected yet, else the first. */
export function nextKind(known: readonly Pick<ConnectionView, 'kind'>[]): ConnectionKind {
  return CONNECTION_KINDS.find((kind) => known.every((one) => one.kind !== kind)) ?? CONNECTION_KINDS[0]
}
