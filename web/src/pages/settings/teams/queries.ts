// What the Teams part asks the API.
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { RuleList, TeamList, UnassignedAnswer } from '../../../../../worker/http/schemas/teams.ts'
import { api } from '../../../api/client.ts'
import type { DayRange } from '../../../date-range.ts'

export type Team = TeamList['teams'][number]
export type Rule = RuleList['rules'][number]
export type Unassigned = UnassignedAnswer['keys'][number]
export type TeamWish = { readonly name: string; readonly cost_center: string | null }
export type RuleWish = Pick<Rule, 'team' | 'kind' | 'vendor' | 'value' | 'from' | 'to'>

export const teamsQuery = queryOptions({
  queryKey: ['teams', 'list'],
  queryFn: async ({ signal }) => (await api.get<TeamList>('/api/teams', { signal })).teams,
})
export const rulesQuery = queryOptions({
  queryKey: ['teams', 'rules'],
  queryFn: async ({ signal }) => (await api.get<RuleList>('/api/teams/rules', { signal })).rules,
})
export const unassignedQuery = ({ from, to }: DayRange) =>
  queryOptions({
    queryKey: ['teams', 'unassigned', from, to],
    queryFn: ({ signal }) => api.get<UnassignedAnswer>('/api/teams/unassigned', { query: { from, to }, signal }),
    placeholderData: keepPreviousData,
  })

const makeTeam = (wish: TeamWish) => api.post<Team>('/api/teams', wish)
const changeTeam = (id: string, wish: TeamWish) => api.patch<Team>(`/api/teams/${id}`, wish)

/** Whatever changes here changes what is unassigned and every chargeback that is not frozen. */
function useChange<Input, Answer>(change: (input: Input) => Promise<Answer>, onDone: (answer: Answer) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: (answer) => {
      void client.invalidateQueries({ queryKey: ['teams'] })
      void client.invalidateQueries({ queryKey: ['chargeback'] })
      onDone(answer)
    },
  })
}

/** Makes a team, or changes the one with this id. */
export const useSaveTeam = (id: string | undefined, onDone: (team: Team) => void) =>
  useChange((wish: TeamWish) => (id === undefined ? makeTeam(wish) : changeTeam(id, wish)), onDone)
export const useRemoveTeam = (onDone: () => void) => useChange((id: string) => api.delete(`/api/teams/${id}`), onDone)
export const useMakeRule = (onDone: (rule: Rule) => void) =>
  useChange((wish: RuleWish) => api.post<Rule>('/api/teams/rules', wish), onDone)
export const useMoveRule = (id: string, onDone: (rule: Rule) => void) =>
  useChange((days: Pick<Rule, 'from' | 'to'>) => api.patch<Rule>(`/api/teams/rules/${id}`, days), onDone)
export const useRemoveRule = (onDone: () => void) =>
  useChange((id: string) => api.delete(`/api/teams/rules/${id}`), onDone)
