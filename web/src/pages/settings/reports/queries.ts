// What the Reports part asks the API.
import { queryOptions } from '@tanstack/react-query'
import type { DigestPreview, ScheduleList, ScheduleView } from '../../../../../worker/http/schemas/schedules.ts'
import { api } from '../../../api/client.ts'

export type Schedule = ScheduleView
export type Every = Schedule['every']
export type Wish = NonNullable<Schedule['wish']>

export const schedulesQuery = queryOptions({
  queryKey: ['schedules'],
  queryFn: async ({ signal }) => (await api.get<ScheduleList>('/api/schedules', { signal })).schedules,
})

export const previewQuery = (every: Every) =>
  queryOptions({
    queryKey: ['schedules', 'preview', every],
    queryFn: ({ signal }) => api.get<DigestPreview>('/api/schedules/preview', { query: { every }, signal }),
  })

export const beginDigest = (every: Every) => api.post<Schedule>('/api/schedules', { kind: 'digest', every })
export const beginExport = (every: Every, wish: Wish) =>
  api.post<Schedule>('/api/schedules', { kind: 'export', every, wish })
export const pauseSchedule = (id: string, paused: boolean) => api.patch<Schedule>(`/api/schedules/${id}`, { paused })
export const endSchedule = (id: string): Promise<unknown> => api.delete(`/api/schedules/${id}`)
