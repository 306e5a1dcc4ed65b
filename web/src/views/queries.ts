// Saved views as the API keeps them.
import { queryOptions } from '@tanstack/react-query'
import type { SavedView, SavedViews, ViewScreen } from '../../../worker/http/schemas/views.ts'
import { api } from '../api/client.ts'

export type { SavedView }

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: async ({ signal }) => (await api.get<SavedViews>('/api/views', { signal })).views,
  staleTime: 60_000,
})

export interface ViewWish {
  readonly name: string
  readonly screen: ViewScreen
  readonly search: string
  readonly shared: boolean
}

/** Keeps a view; one of the same name that is one's own and of the same screen is replaced. */
export function keepView(wish: ViewWish, known: readonly SavedView[]): Promise<SavedView> {
  const before = known.find(({ own, name, screen }) => own && name === wish.name && screen === wish.screen)
  if (before === undefined) return api.post<SavedView>('/api/views', wish)
  return api.patch<SavedView>(`/api/views/${before.id}`, { search: wish.search, shared: wish.shared })
}

export const removeView = (id: string): Promise<unknown> => api.delete(`/api/views/${id}`)
