// Every endpoint that the stand-in serves, with the rule that guards it.
import { activities } from './activities.ts'
import { analyticsCost, analyticsUsage } from './analytics.ts'
import { apiKey, apiKeys } from './api-keys.ts'
import type { Gate } from './auth.ts'
import type { Handler } from './call.ts'
import { claudeCode } from './claude-code.ts'
import { complianceChats } from './compliance-chats.ts'
import { complianceOrganizations, complianceUsers } from './compliance-directory.ts'
import {
  complianceArtifact,
  complianceArtifactContent,
  complianceFile,
  complianceGeneratedFile,
} from './compliance-files.ts'
import { complianceMessages } from './compliance-messages.ts'
import {
  complianceProject,
  complianceProjects,
  projectAttachments,
  projectCollaborators,
  projectDocument,
  projectDocumentMetadata,
} from './compliance-projects.ts'
import { effectiveSettings } from './compliance-settings.ts'
import { costReport } from './cost-report.ts'
import { complianceSettings, invites, organization, user, users } from './directory.ts'
import { rateLimits, workspaceRateLimits } from './rate-limits.ts'
import { usageReport } from './usage-report.ts'
import { workspace, workspaceMembers, workspaces } from './workspaces.ts'

const admin: Gate = { family: 'admin' }
const analytics: Gate = { family: 'analytics' }
const orgData: Gate = { family: 'compliance', scopes: ['read:compliance_org_data', 'read:org_audit'] }
const userData: Gate = { family: 'compliance', scopes: ['read:compliance_user_data', 'read:org_audit'] }
const feed: Gate = { family: 'compliance', scopes: ['read:compliance_activities', 'read:org_audit'] }

/** Vendor path, gate, handler. */
export const endpoints: readonly (readonly [string, Gate, Handler])[] = [
  ['/v1/organizations/me', admin, organization],
  ['/v1/organizations/users', admin, users],
  ['/v1/organizations/users/:user_id', admin, user],
  ['/v1/organizations/invites', admin, invites],
  ['/v1/organizations/workspaces', admin, workspaces],
  ['/v1/organizations/workspaces/:workspace_id', admin, workspace],
  ['/v1/organizations/workspaces/:workspace_id/members', admin, workspaceMembers],
  ['/v1/organizations/api_keys', admin, apiKeys],
  ['/v1/organizations/api_keys/:api_key_id', admin, apiKey],
  ['/v1/organizations/usage_report/messages', admin, usageReport],
  ['/v1/organizations/cost_report', admin, costReport],
  ['/v1/organizations/usage_report/claude_code', admin, claudeCode],
  ['/v1/organizations/workspaces/:workspace_id/rate_limits', admin, workspaceRateLimits],
  ['/v1/organizations/rate_limits', admin, rateLimits],
  ['/v1/organizations/analytics/usage', analytics, analyticsUsage],
  ['/v1/organizations/analytics/cost', analytics, analyticsCost],
  ['/v1/compliance/activities', feed, activities],
  ['/v1/compliance/organizations', orgData, complianceOrganizations],
  ['/v1/compliance/organizations/:org_uuid/users', userData, complianceUsers],
  ['/v1/compliance/organizations/:org_uuid/settings', orgData, effectiveSettings],
  ['/v1/compliance/apps/chats', userData, complianceChats],
  ['/v1/compliance/apps/chats/:chat_id/messages', userData, complianceMessages],
  ['/v1/compliance/apps/chats/files/:file_id', userData, complianceFile],
  ['/v1/compliance/apps/chats/generated-files/:file_id', userData, complianceGeneratedFile],
  ['/v1/compliance/apps/artifacts/:version_id', userData, complianceArtifact],
  ['/v1/compliance/apps/artifacts/:version_id/content', userData, complianceArtifactContent],
  ['/v1/compliance/apps/projects', userData, complianceProjects],
  ['/v1/compliance/apps/projects/documents/:document_id', userData, projectDocument],
  ['/v1/compliance/apps/projects/documents/:document_id/metadata', userData, projectDocumentMetadata],
  ['/v1/compliance/apps/projects/:project_id', userData, complianceProject],
  ['/v1/compliance/apps/projects/:project_id/attachments', userData, projectAttachments],
  ['/v1/compliance/apps/projects/:project_id/collaborators', userData, projectCollaborators],
  ['/v1/organizations/compliance_settings', admin, complianceSettings],
]
