// Projects of the organization, their service accounts and their keys with owners.
import { dayNumber, startOf } from '../../days.ts'
import { openaiId } from './ids.ts'
import type { Member, Members } from './members.ts'

export interface Project {
  readonly id: string
  readonly name: string
  readonly created: number
  readonly archived: number | null
  readonly residency: string
}

type Plan = readonly [name: string, date: string, residency?: string, archived?: string]

/** The one whose work leaves for the other vendor, the one in an EU data region, and the archived one that still has usage. */
export const searchProject = 'Search Ranking'
export const euProject = 'Support Copilot'
export const archivedProject = 'Hackathon 2025'

const plans: readonly Plan[] = [
  ['Default project', '2024-11-21'],
  ['Engineering', '2024-12-02'],
  [euProject, '2025-02-03', 'EU_STORAGE_PROCESSING'],
  ['Research', '2025-03-10'],
  ['Field App', '2025-05-12'],
  [archivedProject, '2025-06-02', 'GLOBAL', '2026-10-02'],
  [searchProject, '2025-06-16'],
  ['Document Intake', '2025-09-01'],
  ['Marketing Studio', '2025-11-17'],
]

/** Nine projects, oldest position first. `residency` forces all of them into one region. */
export function projectsOf(seed: number, residency?: string): Project[] {
  return plans.map(([name, date, own = 'GLOBAL', archived]) => ({
    id: openaiId('proj_', seed, name),
    name,
    created: dayNumber(date),
    archived: archived === undefined ? null : dayNumber(archived),
    residency: residency ?? own,
  }))
}

export interface ServiceAccount {
  readonly id: string
  readonly name: string
  readonly project: string
  readonly role: 'owner' | 'member' | 'none'
  readonly created: number
}

/** The service account of search ranking, and its key. */
export const searchAccount = 'search-ranking'

const accounts: readonly (readonly [string, string, string, ServiceAccount['role']])[] = [
  ['ci', 'Engineering', '2024-12-03', 'member'],
  ['support-bot', euProject, '2025-02-10', 'member'],
  ['eval-runner', 'Research', '2025-03-17', 'none'],
  ['field-backend', 'Field App', '2025-05-19', 'member'],
  ['nightly-batch', 'Document Intake', '2025-09-08', 'member'],
  ['intake-index', 'Document Intake', '2025-09-08', 'owner'],
  [searchAccount, searchProject, '2025-06-16', 'member'],
]

function named(projects: readonly Project[], name: string): Project {
  const found = projects.find((each) => each.name === name)
  if (found === undefined) throw new Error(`no project ${name}`)
  return found
}

export function serviceAccountsOf(seed: number, projects: readonly Project[]): ServiceAccount[] {
  return accounts.map(([name, project, date, role]) => ({
    id: openaiId('svc_acct_', seed, name, 16),
    name,
    project: named(projects, project).id,
    role,
    created: dayNumber(date),
  }))
}

export interface ProjectKey {
  readonly id: string
  readonly name: string
  readonly project: string
  readonly created: number
  readonly owner: Member | ServiceAccount
  readonly ownerAccess: 'active' | 'inactive'
  /** Deleted keys stay in usage and are on no list. */
  readonly isDeleted: boolean
  readonly expiresAt: number | null
  readonly hint: string
}

/** Whether a key belongs to a service account and not to a person. */
export function isService(owner: Member | ServiceAccount): owner is ServiceAccount {
  return 'project' in owner
}

/** Name of the deleted key of a member who is still there, and of the former member's key, deleted with the member. */
export const deletedKey = 'legacy-import'
export const formerKey = 'cosima-dev'

/** Some fifty keys: one of each service account, one of each person who writes code, and the special ones. */
export function keysOf(
  seed: number,
  projects: readonly Project[],
  services: readonly ServiceAccount[],
  members: Members,
): ProjectKey[] {
  const key = (name: string, project: string, created: number, owner: ProjectKey['owner'], more = {}): ProjectKey => ({
    id: openaiId('key_', seed, `${name} ${project}`, 16),
    name,
    project,
    created,
    owner,
    ownerAccess: 'active',
    isDeleted: false,
    expiresAt: null,
    hint: `${['sk', isService(owner) ? 'svcacct' : 'proj'].join('-')}...${openaiId('', seed, `hint ${name} ${project}`, 4)}`,
    ...more,
  })
  const people = members.all.filter((each) => !each.isServiceAccount)
  const coders = people.filter((each) => each.isCoder)
  const others = people.filter((each) => !each.isCoder)
  const first = coders[0]
  if (first === undefined) throw new Error('nobody writes code')
  const personal = (owner: Member, place: string, index: number, more = {}) => {
    const project = named(projects, place)
    const word = (owner.name ?? 'someone').split(' ')[0]?.toLowerCase() ?? 'key'
    const created = Math.max(owner.joined + 1 + (index % 5), project.created + 7)
    return key(`${word}-dev`, project.id, created, owner, more)
  }
  const lapsed = { ownerAccess: 'inactive' } as const
  const limited = { expiresAt: startOf(dayNumber('2027-03-31')) / 1000 }
  const at = (name: string) => named(projects, name).id
  return [
    ...services.map((owner) => key(owner.name, owner.project, owner.created, owner)),
    key('hackathon-bot', at(archivedProject), dayNumber('2025-06-03'), first),
    key(deletedKey, at('Document Intake'), dayNumber('2026-03-02'), first, { isDeleted: true }),
    key(formerKey, at('Research'), dayNumber('2025-04-21'), members.former, { isDeleted: true }),
    ...coders.map((owner, index) => personal(owner, 'Engineering', index, index === 6 ? limited : {})),
    ...coders.slice(2, 10).map((owner, index) => personal(owner, 'Research', index)),
    ...others.slice(1, 13).map((owner, index) => personal(owner, 'Marketing Studio', index, index === 3 ? lapsed : {})),
    ...others.slice(13, 19).map((owner, index) => personal(owner, 'Research', index)),
  ]
}
