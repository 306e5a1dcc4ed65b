// Whom or what a wish to erase means, and what must be typed to confirm it. Nothing is erased that was not named in full.
import { controlDatabase } from '../db/control/database.ts'
import { selectMemberIdentities } from '../db/control/erasing.ts'
import { chatsOfSubjects, findChatOwner } from '../db/tenant/erasures.ts'
import type { TenantId } from '../ids.ts'
import { identityHashes } from '../people/identity.ts'
import type { Home } from '../region.ts'
import type { LedgerStub } from '../tenant/reach.ts'
import type { Vault } from '../vault/keys.ts'
import type { Scope } from './progress.ts'

/** `confirm`: what may be typed, the first one is asked for. `holders`: subjects whose holds stand in the way. */
export type Target = { subjects: string[]; chats: string[]; holders: string[]; confirm: string[] }

type Asked = {
  scope: Scope
  target: string
  tenant: { id: TenantId; name: string }
  home: Home
  directory: { people: Readonly<Record<string, { email?: string; name?: string }>> }
  /** All subjects of a person; the one that was named where nothing more is known. */
  subjectsOf: (subject: string) => readonly string[]
}

/** Undefined where there is no such chat or person. */
export async function findTarget(asked: Asked): Promise<Target | undefined> {
  const { scope, target, tenant, home, directory, subjectsOf } = asked
  if (scope === 'tenant') {
    return target === 'all' ? { subjects: [], chats: [], holders: [], confirm: [tenant.name] } : undefined
  }
  if (scope === 'chat') {
    const chat = await findChatOwner(home.db, tenant.id, target)
    const holders = chat?.subject == null ? [] : [chat.subject]
    return chat && { subjects: [], chats: [chat.id], holders, confirm: [chat.id] }
  }
  const subjects = [...subjectsOf(target)].sort()
  const known = subjects.flatMap((subject) => directory.people[subject] ?? [])
  const confirm = [...known.flatMap(({ email }) => email ?? []), ...known.flatMap(({ name }) => name ?? []), target]
  return { subjects, chats: await chatsOfSubjects(home.db, tenant.id, subjects), holders: subjects, confirm }
}

/** Case and spaces around do not matter; everything else does. */
export function isConfirmed({ confirm }: Target, typed: string): boolean {
  const plain = (text: string) => text.normalize('NFC').trim().toLowerCase()
  return confirm.some((one) => plain(one) === plain(typed))
}

/** Whether somebody who belongs to the workspace is among these subjects: their account would bring the address back at once. */
export async function isMember(
  env: Env,
  tenant: TenantId,
  { vault, ledger }: { vault: Vault; ledger: LedgerStub },
  subjects: readonly string[],
  emails: readonly string[],
): Promise<boolean> {
  const key = await vault.identityKey()
  const members = await selectMemberIdentities(controlDatabase(env), tenant)
  const addresses = new Set(emails.map((email) => email.toLowerCase()))
  if (members.some(({ email }) => addresses.has(email.toLowerCase()))) return true
  const hashes = members.flatMap(({ userId, email }) =>
    identityHashes(key, { vendorUser: `tallystick:${userId}`, email }),
  )
  const theirs = new Set(await ledger.knownSubjects(hashes))
  return subjects.some((subject) => theirs.has(subject))
}
