// What the Claude MCP panel asks the API.
import { queryOptions } from '@tanstack/react-query'
import type { McpSettings } from '../../../../../worker/http/schemas/turns.ts'
import { api } from '../../../api/client.ts'

export type { McpSettings } from '../../../../../worker/http/schemas/turns.ts'
export type ConnectedPerson = McpSettings['people'][number]

export const mcpQuery = queryOptions({
  queryKey: ['mcp'],
  queryFn: ({ signal }) => api.get<McpSettings>('/api/mcp', { signal }),
  // Until the first turn: somebody is setting it up right now.
  refetchInterval: ({ state }) => (state.data?.first_turn === null ? 5_000 : 60_000),
})

export const revokePerson = (user: string) => api.delete(`/api/mcp/people/${encodeURIComponent(user)}`)
