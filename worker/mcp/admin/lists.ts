// The tools over what the vendors list: get-organization, list-workspaces, list-members, list-api-keys.
import { z } from '@hono/zod-openapi'
import { MEMBER_STATES } from '../../db/tenant/vendor-members.ts'
import { WORKSPACE_STATES } from '../../db/tenant/workspaces.ts'
import { isFailure } from '../../http/errors.ts'
import { answerOrganization, answerVendorKeys, answerVendorMembers, answerWorkspaces } from '../../http/inventory.ts'
import { OrganizationAnswer, VendorKeyList, VendorMemberList, WorkspaceList } from '../../http/schemas/inventory.ts'
import { page, range, takes, vendor } from './arguments.ts'
import { readTool, type Tool } from './tool.ts'

type Listed = { standing: { words: string | null }; total: number; rows: unknown[]; next_cursor: string | null }

/** How much of how much, or why nothing. */
const tell = (what: string, { standing, total, rows, next_cursor }: Listed): string =>
  standing.words ??
  `${rows.length} of ${total} ${what}.${next_cursor === null ? '' : ' next_cursor gives the next ones.'}`

const getOrganization = readTool({
  name: 'get-organization',
  title: 'Organization',
  description:
    'This organization at Tallystick, and its organizations at Anthropic and OpenAI with since when the ledger knows them.',
  needs: ['read:usage', 'read:connections'],
  input: takes({}),
  output: OrganizationAnswer,
  async read(env, actor) {
    const answer = await answerOrganization(env, actor)
    const { standing, organizations } = answer
    return { answer, text: standing.words ?? `${organizations.length} at the vendors.` }
  },
})

const listWorkspaces = readTool({
  name: 'list-workspaces',
  title: 'Workspaces',
  description:
    'Workspaces at Anthropic and projects at OpenAI, archived ones and those that are gone too, each with its history: first and last seen, revisions, the record.',
  needs: ['read:usage', 'read:costs'],
  input: takes({ vendor, state: z.enum(WORKSPACE_STATES).optional(), ...page }),
  output: WorkspaceList,
  async read(env, actor, asked) {
    const answer = await answerWorkspaces(env, actor, asked)
    return isFailure(answer) ? answer : { answer, text: tell('workspaces and projects', answer) }
  },
})

const listMembers = readTool({
  name: 'list-members',
  title: 'Members at the vendors',
  description:
    'Who belongs to the organizations at Anthropic and OpenAI, who is invited and who was removed: role, dates, the person over both vendors, history.',
  needs: ['read:people'],
  input: takes({ vendor, state: z.enum(MEMBER_STATES).optional(), ...page }),
  output: VendorMemberList,
  async read(env, actor, asked) {
    const answer = await answerVendorMembers(env, actor, asked)
    return isFailure(answer) ? answer : { answer, text: tell('memberships and invitations', answer) }
  },
})

const listApiKeys = readTool({
  name: 'list-api-keys',
  title: 'API keys at the vendors',
  description:
    'API keys at Anthropic and OpenAI by id and name, never the secret: status, workspace, holder, created, and tokens, estimate and last use in the range.',
  needs: ['read:usage'],
  input: takes({
    ...range,
    vendor,
    status: z.string().max(100).optional().describe('A status as the answer gives it, such as active, gone, unlisted.'),
    workspace: z.string().max(200).optional().describe('Id of a workspace or project, or `default`.'),
    ...page,
  }),
  output: VendorKeyList,
  async read(env, actor, asked) {
    const answer = await answerVendorKeys(env, actor, asked)
    return isFailure(answer) ? answer : { answer, text: tell('API keys', answer) }
  },
})

export const listTools: readonly Tool[] = [getOrganization, listWorkspaces, listMembers, listApiKeys]
