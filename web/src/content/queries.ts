// What every screen about content asks the API: summary, chats, holds, erasures, approvals; and the acts that are records.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  ApprovalList,
  ApprovalView,
  ChatDetail,
  ChatList,
  ContentSummary,
  ErasureBody,
  ErasureList,
  ErasurePreview,
  ErasureView,
  HoldList,
  HoldView,
  RevealAnswer,
} from '../../../worker/http/schemas/content.ts'
import { api, type Query } from '../api/client.ts'

const first = null as string | null // widens the literal: the next pages have a cursor
const base = '/api/content'
const chatAt = (id: string) => `${base}/chats/${encodeURIComponent(id)}`

export const summaryQuery = queryOptions({
  queryKey: ['content', 'summary'],
  queryFn: ({ signal }) => api.get<ContentSummary>(`${base}/summary`, { signal }),
})

/** GET /api/content/chats, newest first. */
export const chatPages = (ask: Query) =>
  infiniteQueryOptions({
    queryKey: ['content', 'chats', ask],
    queryFn: ({ signal, pageParam }) =>
      api.get<ChatList>(`${base}/chats`, { query: { ...ask, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: first,
    getNextPageParam: (page) => page.next_cursor,
  })

/** GET /api/content/chats/{id}. What was revealed is forgotten as soon as nothing shows it. */
export const chatQuery = (id: string, reveal: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['content', 'chat', id, reveal ?? 'masked'],
    queryFn: ({ signal, pageParam }) =>
      api.get<ChatDetail>(chatAt(id), { query: { limit: 100, cursor: pageParam, reveal }, signal }),
    initialPageParam: first,
    getNextPageParam: (page) => page.next_cursor,
    ...(reveal === undefined ? {} : { gcTime: 0 }),
  })

export interface RevealWish {
  readonly reason: string
  readonly messages?: readonly number[]
  readonly approval?: string
}
/** Recorded before anything is shown. */
export const revealChat = (id: string, wish: RevealWish) => api.post<RevealAnswer>(`${chatAt(id)}/reveal`, wish)

export const holdsQuery = queryOptions({
  queryKey: ['content', 'holds'],
  queryFn: ({ signal }) => api.get<HoldList>(`${base}/holds`, { signal }),
})

export interface HoldWish {
  readonly scope: HoldView['scope']
  readonly target: string
  readonly matter: string
  readonly reason: string
}
export const placeHold = (wish: HoldWish) => api.post<HoldView>(`${base}/holds`, wish)
export const releaseHold = (id: string, reason: string) =>
  api.post<HoldView>(`${base}/holds/${encodeURIComponent(id)}/release`, { reason })

/** What an erasure would take and what stands in its way. Asked anew each time: a hold may have come. */
export const previewQuery = (scope: ErasureView['scope'], target: string) =>
  queryOptions({
    queryKey: ['content', 'erasures', 'preview', scope, target],
    queryFn: ({ signal }) => api.get<ErasurePreview>(`${base}/erasures/preview`, { query: { scope, target }, signal }),
    staleTime: 0,
    gcTime: 0,
  })

export const isUnderWay = ({ state }: Pick<ErasureView, 'state'>): boolean => state === 'queued' || state === 'running'

/** Every 2 s while one is under way. */
export const erasurePages = infiniteQueryOptions({
  queryKey: ['content', 'erasures', 'list'],
  queryFn: ({ signal, pageParam }) =>
    api.get<ErasureList>(`${base}/erasures`, { query: { limit: 50, cursor: pageParam }, signal }),
  initialPageParam: first,
  getNextPageParam: (page) => page.next_cursor,
  refetchInterval: ({ state: { data } }) =>
    data?.pages.some(({ erasures }) => erasures.some(isUnderWay)) ? 2_000 : 60_000,
})

export const erasureQuery = (id: string) =>
  queryOptions({
    queryKey: ['content', 'erasures', 'one', id],
    queryFn: ({ signal }) => api.get<ErasureView>(`${base}/erasures/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state: { data } }) => (data && isUnderWay(data) ? 2_000 : false),
  })

/** Lets somebody in again from now on. */
export const liftErasure = (id: string) => api.post<ErasureView>(`${base}/erasures/${encodeURIComponent(id)}/lift`)

export const beginErasure = (body: ErasureBody) => api.post<ErasureView>(`${base}/erasures`, body)

/** What waits for a second person, and what was decided lately. */
export const approvalsQuery = queryOptions({
  queryKey: ['content', 'approvals'],
  queryFn: ({ signal }) => api.get<ApprovalList>(`${base}/approvals`, { signal }),
  // Refused until a key for content is connected: asking again would change nothing.
  refetchInterval: ({ state }) => (state.status === 'error' ? false : 30_000),
})

export const decide = (id: string, decision: 'approve' | 'refuse', words: string) =>
  api.post<ApprovalView>(`${base}/approvals/${encodeURIComponent(id)}`, { decision, words })
