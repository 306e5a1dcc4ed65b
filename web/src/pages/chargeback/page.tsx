// The Chargeback page: the bill of a month by team, how firm it is, and every line behind it.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Failed } from '../../figures/failed.tsx'
import { FiguresSkeleton } from '../../figures/page-skeleton.tsx'
import { useMay } from '../../shell/may.ts'
import { dayOf } from '../../time.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { CsvLink } from '../../ui/csv-link.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { FilterMenu } from '../../ui/filter-menu.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Waiting } from '../../ui/skeleton.tsx'
import { ChargebackFigures } from './figures.tsx'
import { FreezeDialog } from './freeze.tsx'
import { chargebackQuery } from './queries.ts'
import { chargebackRoute } from './route.ts'
import { SplitDialog } from './split.tsx'
import { chargebackStatLabels } from './stats.tsx'
import { lastMonth, monthName } from './words.ts'

export function ChargebackPage() {
  const search = chargebackRoute.useSearch()
  const navigate = chargebackRoute.useNavigate()
  const set = (next: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })
  const [today] = useState(() => dayOf(Date.now()))
  const period = search.period ?? lastMonth(today)
  const query = useQuery({ ...chargebackQuery(period), placeholderData: keepPreviousData })
  const may = useMay('write:budgets')
  const answer = query.data
  const months = answer?.months.map((month) => month.period) ?? []
  const options = [...new Set([...months, period])].sort().reverse()
  return (
    <>
      <FilterBar end={<CsvLink path={`/api/chargeback/${period}/lines.csv`} />}>
        <FilterMenu
          label="Month"
          single
          fixed
          value={[period]}
          onChange={([one]) => set({ period: one, team: undefined, open: undefined })}
          options={options.map((value) => ({ value, label: monthName(value) }))}
        />
      </FilterBar>
      <PageHead
        title="Chargeback"
        actions={
          <>
            <ButtonLink to="/settings" search={{ part: 'teams' }}>
              Teams and rules
            </ButtonLink>
            {may ? <Button onClick={() => set({ open: 'split' })}>Split of the pool</Button> : null}
            {may && answer?.state?.can_freeze ? (
              <Button icon="lock" onClick={() => set({ open: 'freeze' })}>
                Freeze {monthName(period)}
              </Button>
            ) : null}
          </>
        }
      >
        Who caused what of the bill of {monthName(period)}. All teams together are the bill, to the last digit.
      </PageHead>
      {query.isError && !answer ? (
        <Failed error={query.error} what="The chargeback" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={answer === undefined} skeleton={<FiguresSkeleton labels={chargebackStatLabels} />}>
          {() => (answer ? <ChargebackFigures answer={answer} search={search} may={may} set={set} /> : null)}
        </Waiting>
      )}
      {answer && may && search.open === 'split' ? (
        <SplitDialog answer={answer} onClose={() => set({ open: undefined })} />
      ) : null}
      {answer?.state?.can_freeze && may && search.open === 'freeze' ? (
        <FreezeDialog answer={answer} period={period} onClose={() => set({ open: undefined })} />
      ) : null}
    </>
  )
}
