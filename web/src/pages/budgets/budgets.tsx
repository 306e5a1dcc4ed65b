// The Budgets tab: every budget with what is spent of it, where its period will end, and how it stands in a word.
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { BudgetView } from '../../../../worker/http/schemas/budgets.ts'
import { Failed } from '../../figures/failed.tsx'
import { useMay } from '../../shell/may.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { Table } from '../../ui/table.tsx'
import { BudgetForm } from './budget-form.tsx'
import { columnsFor } from './columns.tsx'
import { budgetsQuery } from './queries.ts'
import { RemoveBudget } from './remove-budget.tsx'
import { budgetsRoute } from './route.ts'

export function BudgetsPart() {
  const { begin, edit } = budgetsRoute.useSearch()
  const navigate = budgetsRoute.useNavigate()
  const query = useQuery(budgetsQuery)
  const may = useMay('write:budgets')
  const [removing, setRemoving] = useState<BudgetView | null>(null)
  const columns = useMemo(() => columnsFor(may, setRemoving), [may])
  const close = () => void navigate({ search: {}, resetScroll: false })
  const budgets = query.data?.budgets
  const edited = budgets?.find(({ id }) => id === edit)
  if (query.isError && !budgets)
    return <Failed error={query.error} what="The budgets" onRetry={() => void query.refetch()} />
  return (
    <>
      <Waiting waiting={budgets === undefined} skeleton={<SkeletonRows rows={5} />}>
        {() =>
          budgets === undefined ? null : budgets.length === 0 ? (
            <NoBudget may={may} />
          ) : (
            <Table
              name="Budgets"
              columns={columns}
              rows={budgets}
              keyOf={(row) => row.id}
              foot={
                <span>
                  Days, weeks from Monday, months and quarters are UTC. The dashed tick is where the forecast ends.
                </span>
              }
            />
          )
        }
      </Waiting>
      {may && begin === 'budget' && query.data ? <BudgetForm today={query.data.today} onClose={close} /> : null}
      {may && edited && query.data ? (
        <BudgetForm key={edited.id} today={query.data.today} budget={edited} onClose={close} />
      ) : null}
      {removing ? <RemoveBudget budget={removing} onClose={() => setRemoving(null)} /> : null}
    </>
  )
}

function NoBudget({ may }: { may: boolean }) {
  return (
    <Empty
      icon="costs"
      title="No budget yet"
      action={
        may ? (
          <ButtonLink size="sm" to="/budgets" search={{ begin: 'budget' }}>
            Set the first budget
          </ButtonLink>
        ) : null
      }
    >
      A budget is an amount for a day, a week, a month or a quarter, on everything or on one vendor, workspace, key,
      model, person or team. It says when so much of it is spent, and when the forecast ends above it.
      {may ? '' : ' Your role reads budgets; an owner, an admin or finance sets them.'}
    </Empty>
  )
}
