// What the Person page asks the API: the person, and their latest events.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { ActivityAnswer, PersonAnswer } from '../../../../worker/http/schemas/people.ts'
import { api } from '../../api/client.ts'
import type { DayRange } from '../../date-range.ts'

const latest = 8

export const personQuery = (subject: string, { from, to }: DayRange) =>
  queryOptions({
    queryKey: ['people', subject, from, to],
    queryFn: ({ signal }) =>
      api.get<PersonAnswer>(`/api/people/${encodeURIComponent(subject)}`, { query: { from, to }, signal }),
    placeholderData: keepPreviousData,
  })

/** Oneself: found by the address of the sign-in. */
export const ownQuery = ({ from, to }: DayRange) =>
  queryOptions({
    queryKey: ['me', 'person', from, to],
    queryFn: ({ signal }) => api.get<PersonAnswer>('/api/me/person', { query: { from, to }, signal }),
    placeholderData: keepPreviousData,
  })

export const latestQuery = (subject: string, { from, to }: DayRange) =>
  queryOptions({
    queryKey: ['activity', 'latest', subject, from, to],
    queryFn: ({ signal }) =>
      api.get<ActivityAnswer>('/api/activity', { query: { from, to, person: subject, limit: latest }, signal }),
    placeholderData: keepPreviousData,
  })
