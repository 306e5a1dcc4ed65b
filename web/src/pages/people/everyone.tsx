// Everyone of the filter, one row a person, or why there is none.
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { PeopleAnswer } from '../../../../worker/http/schemas/people.ts'
import type { DayRange } from '../../date-range.ts'
import { EmptyCause } from '../../figures/empty-cause.tsx'
import { plural } from '../../format.ts'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { Table } from '../../ui/table.tsx'
import { columnsOf } from './columns.tsx'
import type { PeopleSearch, SetPeople } from './search.ts'

interface Props {
  answer: PeopleAnswer | undefined
  search: PeopleSearch
  range: DayRange
  set: SetPeople
}

const usualSort = '-spend'

export function Everyone({ answer, search, range, set }: Props) {
  const navigate = useNavigate()
  const people = answer?.people
  const columns = useMemo(() => columnsOf(search.r, people ?? []), [search.r, people])
  return (
    <Waiting waiting={answer === undefined} skeleton={<SkeletonRows rows={11} />}>
      {() =>
        answer === undefined ? null : answer.freshness.empty !== null ? (
          <EmptyCause
            freshness={answer.freshness}
            what="People"
            report="member directory"
            range={range}
            onRange={(r) => set({ r })}
            onClear={() => set({ vendor: undefined, state: undefined, q: undefined })}
          />
        ) : (
          <Table
            name="People"
            columns={columns}
            rows={answer.people}
            keyOf={(row) => row.subject}
            sort={search.sort ?? usualSort}
            onSort={(sort) => set({ sort: sort === usualSort ? undefined : sort })}
            onOpen={(row) =>
              void navigate({
                to: '/people/$personId',
                params: { personId: row.subject },
                search: search.r ? { r: search.r } : {},
              })
            }
            sums={plural(answer.total, 'person', 'people')}
            foot={
              <span>
                Spend is an estimate from tokens and the dated price list, with the use of keys that a person holds. “≥”
                leaves out what has no price.
              </span>
            }
          />
        )
      }
    </Waiting>
  )
}
