// GET /api/organization, /api/workspaces, /api/keys, /api/vendor-members: what stands at the vendors, from the ledger and never asked anew.
import { type Route, tenantRoute } from '../define.ts'
import { answerOrganization, answerVendorKeys, answerVendorMembers, answerWorkspaces } from '../inventory.ts'
import {
  OrganizationAnswer,
  VendorKeyList,
  VendorKeyQuery,
  VendorMemberList,
  VendorMemberQuery,
  WorkspaceList,
  WorkspaceQuery,
} from '../schemas/inventory.ts'

const tag = 'Vendors'

const organization = tenantRoute({
  method: 'get',
  path: '/api/organization',
  summary: 'This organization, and the organizations at the vendors that belong to it',
  tag,
  needs: ['read:usage', 'read:connections'],
  answer: OrganizationAnswer,
  handler: ({ env, actor }) => answerOrganization(env, actor),
})

const workspaces = tenantRoute({
  method: 'get',
  path: '/api/workspaces',
  summary: 'Workspaces and projects at the vendors, archived and vanished ones too',
  tag,
  needs: ['read:usage', 'read:costs'],
  query: WorkspaceQuery,
  answer: WorkspaceList,
  handler: ({ env, actor, query }) => answerWorkspaces(env, actor, query),
})

const members = tenantRoute({
  method: 'get',
  path: '/api/vendor-members',
  summary: 'Who belongs to the organizations at the vendors, who is invited, and who is gone',
  tag,
  needs: 'read:people',
  query: VendorMemberQuery,
  answer: VendorMemberList,
  handler: ({ env, actor, query }) => answerVendorMembers(env, actor, query),
})

const keys = tenantRoute({
  method: 'get',
  path: '/api/keys',
  summary: 'API keys at the vendors, never their secrets: status, holder, and what each was used for in the range',
  tag,
  needs: 'read:usage',
  query: VendorKeyQuery,
  answer: VendorKeyList,
  handler: ({ env, actor, query }) => answerVendorKeys(env, actor, query),
})

export const inventoryRoutes: readonly Route[] = [organization, workspaces, members, keys]
