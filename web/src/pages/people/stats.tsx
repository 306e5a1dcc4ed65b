// The people of the filter in four figures.
import type { PeopleAnswer } from '../../../../worker/http/schemas/people.ts'
import { addEstimates, atBoth, estimateWords, medianSpend } from '../../figures/spend.ts'
import { count, money } from '../../format.ts'
import { Stat, Stats } from '../../ui/stat.tsx'

export function PeopleStats({ answer, r }: { answer: PeopleAnswer | undefined; r: string | undefined }) {
  const people = answer?.people ?? []
  const of = (state: string) => people.filter((person) => person.state === state).length
  const known = (value: number) => (answer ? count(value) : undefined)
  const median = medianSpend(people)
  const both = atBoth(people)
  const spent = people.some((person) => person.spend.length > 0)
  const sum = spent ? estimateWords(addEstimates(people.map((person) => person.estimate))) : null
  return (
    <Stats columns={4}>
      <Stat
        label="People"
        value={known(answer?.total ?? 0)}
        why={
          <>
            {count(of('member'))} members{of('invited') > 0 ? `, ${count(of('invited'))} invited` : ''}
            {of('seen') > 0 ? `, ${count(of('seen'))} only seen` : ''}
          </>
        }
      />
      <Stat
        label="Active in these days"
        value={known(answer?.active ?? 0)}
        why={both > 0 ? `${count(both)} use both vendors` : 'at the vendors or here'}
      />
      <Stat
        label="Spend"
        provenance="estimate"
        value={answer ? sum : undefined}
        why={median === null ? 'no use with a price' : `half of those who spent: ${money(median)} or less`}
      />
      <Stat
        label="Belong to nobody yet"
        value={known(answer?.unmapped ?? 0)}
        unit={answer?.unmapped === 1 ? 'identity' : 'identities'}
        why="nothing is lost while they wait"
        link={{ to: '/people', search: { ...(r ? { r } : {}), tab: 'unmapped' } }}
      />
    </Stats>
  )
}
