// The hard cases of the organization by name, so that tests find them without knowing how they were made.
import type { Member, Members } from './members.ts'
import {
  archivedProject,
  deletedKey,
  euProject,
  formerKey,
  isService,
  type Project,
  type ProjectKey,
} from './projects.ts'

export interface Special {
  /** In usage and audit logs, on no list and with no address anywhere: the identity that cannot be mapped. */
  readonly formerMember: Member
  readonly nullName: Member
  readonly onlyAtOpenai: Member
  /** Address at the alias domain here, at the main domain at Anthropic. */
  readonly aliasDomain: Member
  /** `name+openai@…` here; not the person without the plus. */
  readonly plusAddress: Member
  /** Same address as at Anthropic but for letter case. */
  readonly otherCase: readonly Member[]
  /** In usage, on no list. */
  readonly deletedKey: ProjectKey
  readonly formerKey: ProjectKey
  /** Listed only with `owner_project_access=any` or `inactive`. */
  readonly inactiveKey: ProjectKey
  readonly serviceKeys: readonly ProjectKey[]
  readonly archivedProject: Project
  readonly euProject: Project
  /** In usage and billed, on no price list. */
  readonly unpricedModel: string
  /** Used in the priority tier, whose price for it no list says. */
  readonly unlistedPriorityModel: string
}

function found<T>(list: readonly T[], isIt: (item: T) => boolean): T {
  const item = list.find(isIt)
  if (item === undefined) throw new Error('a special case is missing')
  return item
}

export function specialsOf(members: Members, projects: readonly Project[], keys: readonly ProjectKey[]): Special {
  return {
    formerMember: members.former,
    nullName: members.nullName,
    onlyAtOpenai: members.onlyHere,
    aliasDomain: members.aliasDomain,
    plusAddress: members.plusAddress,
    otherCase: members.otherCase,
    deletedKey: found(keys, (key) => key.name === deletedKey),
    formerKey: found(keys, (key) => key.name === formerKey),
    inactiveKey: found(keys, (key) => key.ownerAccess === 'inactive'),
    serviceKeys: keys.filter((key) => isService(key.owner)),
    archivedProject: found(projects, (project) => project.name === archivedProject),
    euProject: found(projects, (project) => project.name === euProject),
    unpricedModel: 'gpt-harbor-preview',
    unlistedPriorityModel: 'gpt-5.1-2025-11-13',
  }
}
