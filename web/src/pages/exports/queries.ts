// What the Exports page asks the API. A link is asked for when it is wanted, and kept nowhere but in the answer.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  Conformance,
  DownloadList,
  ExportBody,
  ExportLinks,
  ExportList,
  ExportView,
} from '../../../../worker/http/schemas/exports.ts'
import type { LogKeys } from '../../../../worker/http/schemas/rootlog.ts'
import type { UsageAnswer } from '../../../../worker/http/schemas/usage.ts'
import { ApiError, api } from '../../api/client.ts'
import { resolveRange } from '../../date-range.ts'
import { pollEvery } from './states.ts'

const first = null as string | null // widens the literal: the next pages have a cursor
const at = (id: string) => `/api/exports/${encodeURIComponent(id)}`

/** GET /api/exports, newest first: every 2 s while one is being made. */
export const exportPages = infiniteQueryOptions({
  queryKey: ['exports', 'list'],
  queryFn: ({ signal, pageParam }) =>
    api.get<ExportList>('/api/exports', { query: { limit: 50, cursor: pageParam }, signal }),
  initialPageParam: first,
  getNextPageParam: (page) => page.next_cursor,
  refetchInterval: (query) => pollEvery(query.state.data?.pages.flatMap((page) => page.exports)),
})

/** GET /api/exports/{id}: an open one may stand on a later page of the list. */
export const exportQuery = (id: string) =>
  queryOptions({
    queryKey: ['exports', 'one', id],
    queryFn: ({ signal }) => api.get<ExportView>(at(id), { signal }),
    refetchInterval: (query) => pollEvery(query.state.data && [query.state.data]),
  })

/** GET /api/exports/{id}/link: the links in force, one a file. `version` keeps an old one from being shown. */
export const linksQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['exports', 'links', id, version],
    queryFn: ({ signal }) => api.get<ExportLinks>(`${at(id)}/link`, { signal }),
    gcTime: 0,
  })

/** GET /api/exports/{id}/downloads: the newest. */
export const downloadsQuery = (id: string, downloads: number) =>
  queryOptions({
    queryKey: ['exports', 'downloads', id, downloads],
    queryFn: ({ signal }) => api.get<DownloadList>(`${at(id)}/downloads`, { query: { limit: 20 }, signal }),
  })

/** Where the conformance report of a FOCUS export is. */
export const conformancePath = (id: string) => `${at(id)}/conformance`

/** GET /api/exports/{id}/conformance: 621 rules; of one that is ready it never changes. */
export const conformanceQuery = (id: string) =>
  queryOptions({
    queryKey: ['exports', 'conformance', id],
    queryFn: ({ signal }) => api.get<Conformance>(conformancePath(id), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** The log's keys, or null where the installation does not publish them (yet). */
export const logKeysQuery = queryOptions({
  queryKey: ['log-keys'],
  staleTime: 60 * 60_000,
  queryFn: async ({ signal }) => {
    try {
      return await api.get<LogKeys>('/.well-known/tallystick/keys', { signal })
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null
      throw error
    }
  },
})

/** Workspaces and projects with use in the last 90 days, to choose from. */
export const workspacesQuery = queryOptions({
  queryKey: ['exports', 'workspaces'],
  queryFn: async ({ signal }) =>
    (await api.get<UsageAnswer>('/api/usage', { query: { ...resolveRange('90d') }, signal })).options.workspaces,
})

export interface LinkTerms {
  readonly expires_in_days: number
  readonly max_downloads: number | null
}

export const makeExport = (body: ExportBody) => api.post<ExportView>('/api/exports', body)
/** The old link stops at once. */
export const makeLink = (id: string, terms: LinkTerms) => api.post<ExportLinks>(`${at(id)}/link`, terms)
/** For good: links stop, files are deleted. One that is being made stops as well. */
export const revokeExport = (id: string) => api.post<ExportView>(`${at(id)}/revoke`)
