// What the vendors' documentation shows as answers, by the path that is asked.
import analyticsCost from '../vectors/anthropic-examples/analytics-cost.json'
import analyticsUsage from '../vectors/anthropic-examples/analytics-usage.json'
import apiKeys from '../vectors/anthropic-examples/api-keys.v2026-10-21.json'
import activities from '../vectors/anthropic-examples/compliance-activities.json'
import messages from '../vectors/anthropic-examples/compliance-chat-messages.json'
import chats from '../vectors/anthropic-examples/compliance-chats.json'
import directory from '../vectors/anthropic-examples/compliance-organization-users.json'
import organizations from '../vectors/anthropic-examples/compliance-organizations.json'
import cost from '../vectors/anthropic-examples/cost-report.grouped.json'
import invites from '../vectors/anthropic-examples/invites.json'
import me from '../vectors/anthropic-examples/organizations-me.json'
import code from '../vectors/anthropic-examples/usage-report-claude-code.json'
import usage from '../vectors/anthropic-examples/usage-report-messages.grouped.json'
import members from '../vectors/anthropic-examples/users.json'
import workspaces from '../vectors/anthropic-examples/workspaces.json'
import auditLogs from '../vectors/openai-examples/audit-logs.json'
import costs from '../vectors/openai-examples/costs.json'
import projectKeys from '../vectors/openai-examples/project-api-keys.json'
import accounts from '../vectors/openai-examples/project-service-accounts.json'
import projects from '../vectors/openai-examples/projects.json'
import speeches from '../vectors/openai-examples/usage-audio-speeches.json'
import transcriptions from '../vectors/openai-examples/usage-audio-transcriptions.json'
import codeSessions from '../vectors/openai-examples/usage-code-interpreter-sessions.json'
import completions from '../vectors/openai-examples/usage-completions.json'
import embeddings from '../vectors/openai-examples/usage-embeddings.json'
import fileSearches from '../vectors/openai-examples/usage-file-search-calls.json'
import images from '../vectors/openai-examples/usage-images.json'
import moderations from '../vectors/openai-examples/usage-moderations.json'
import vectorStores from '../vectors/openai-examples/usage-vector-stores.json'
import webSearches from '../vectors/openai-examples/usage-web-search-calls.json'
import users from '../vectors/openai-examples/users.json'

/** The first that fits stands. */
const ANSWERS: readonly [RegExp, object][] = [
  [/^\/v1\/organizations\/me$/, me],
  [/\/organizations\/workspaces$/, workspaces],
  [/^\/v1\/organizations\/users$/, members],
  [/\/organizations\/invites$/, invites],
  [/\/organizations\/api_keys$/, apiKeys],
  [/\/usage_report\/messages$/, usage],
  [/\/cost_report$/, cost],
  [/\/usage_report\/claude_code$/, code],
  [/\/analytics\/usage$/, analyticsUsage],
  [/\/analytics\/cost$/, analyticsCost],
  [/\/compliance\/activities$/, activities],
  [/\/compliance\/organizations$/, organizations],
  [/\/compliance\/organizations\/[^/]+\/users$/, directory],
  [/\/compliance\/apps\/chats$/, chats],
  [/\/compliance\/apps\/chats\//, messages],
  [/\/projects\/[^/]+\/api_keys$/, projectKeys],
  [/\/projects\/[^/]+\/service_accounts$/, accounts],
  [/\/organization\/projects$/, projects],
  [/^\/v1\/organization\/users$/, users],
  [/\/audit_logs$/, auditLogs],
  [/\/organization\/costs$/, costs],
  [/\/usage\/completions$/, completions],
  [/\/usage\/embeddings$/, embeddings],
  [/\/usage\/moderations$/, moderations],
  [/\/usage\/images$/, images],
  [/\/usage\/audio_speeches$/, speeches],
  [/\/usage\/audio_transcriptions$/, transcriptions],
  [/\/usage\/vector_stores$/, vectorStores],
  [/\/usage\/code_interpreter_sessions$/, codeSessions],
  [/\/usage\/file_search_calls$/, fileSearches],
  [/\/usage\/web_search_calls$/, webSearches],
]

/** The example for a path, as its last page; undefined where the documentation has none here. */
export function exampleOf(path: string): object | undefined {
  const found = ANSWERS.find(([pattern]) => pattern.test(path))?.[1]
  return found === undefined || found === me ? found : { ...found, has_more: false, next_page: null }
}
