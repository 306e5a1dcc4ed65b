// All streams, in the order in which a new connection reads them: who is there before what they did.
import { activity } from './anthropic/activity.ts'
import { apiKeys } from './anthropic/api-keys.ts'
import { codeAnalytics } from './anthropic/code-analytics.ts'
import { content } from './anthropic/content/stream.ts'
import { directory } from './anthropic/content/users.ts'
import { costs } from './anthropic/costs.ts'
import { invites } from './anthropic/invites.ts'
import { members } from './anthropic/members.ts'
import { organization } from './anthropic/organization.ts'
import { usage } from './anthropic/usage.ts'
import { usageActors } from './anthropic/usage-actors.ts'
import { workspaces } from './anthropic/workspaces.ts'
import { auditLogs } from './openai/audit-logs.ts'
import { costs as openaiCosts } from './openai/costs.ts'
import { projectApiKeys } from './openai/project-api-keys.ts'
import { projects } from './openai/projects.ts'
import { serviceAccounts } from './openai/service-accounts.ts'
import { usage as openaiUsage } from './openai/usage.ts'
import { users } from './openai/users.ts'
import type { ConnectionKind, Stream } from './stream.ts'

export const STREAMS: readonly Stream[] = [
  organization,
  workspaces,
  members,
  invites,
  apiKeys,
  usage,
  usageActors,
  costs,
  codeAnalytics,
  activity,
  directory,
  content,
  projects,
  users,
  projectApiKeys,
  serviceAccounts,
  ...openaiUsage,
  openaiCosts,
  auditLogs,
]

const BY_ID = new Map(STREAMS.map((stream) => [stream.id, stream]))

export const streamById = (id: string): Stream | undefined => BY_ID.get(id)

export const streamsOf = (kind: ConnectionKind): Stream[] => STREAMS.filter((stream) => stream.connection === kind)
