// Scopes of a Claude Enterprise key: which ones reading content takes, and what the vendor's refusal says of them. Reference sections 2 and 12.
import type { ProbeFault } from '../../probe.ts'
import { saidBy } from '../../probe.ts'

export const ORG_DATA = 'read:compliance_org_data'
export const USER_DATA = 'read:compliance_user_data'
/** What no key here should have. */
export const MAY_DELETE = 'delete:compliance_user_data'

const GOT = /Got: ?\[([^\]]{0,250})\]/
const NEEDED = /Needed(?: one of)?: ?\[([^\]]{0,250})(?:\]|…?$)/

const listed = (text: string): string[] => text.match(/[a-z]+:[a-z_]+/g) ?? []

/** The scopes that a refusal says the key has, and those of which it needs one; undefined when it is another refusal. `got` undefined: cut off. */
export function scopesSaid(fault: ProbeFault): { got?: string[]; needed: string[] } | undefined {
  const message = saidBy(fault)
  if (!/Missing required scopes/i.test(message)) return undefined
  const got = GOT.exec(message)?.[1]
  const needed = NEEDED.exec(message)?.[1] ?? ''
  return { ...(got === undefined ? {} : { got: listed(got) }), needed: listed(needed) }
}
