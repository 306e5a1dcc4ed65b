// What the Overview page asks the API: one answer for the screen, the same over the days it is compared with.
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { OverviewAnswer } from '../../../../worker/http/schemas/overview.ts'
import { api } from '../../api/client.ts'
import type { DayRange } from '../../date-range.ts'
import type { VendorChoice } from '../../figures/vendor.ts'

const whileFilling = 5_000
/** The tally moves: new records, a checkpoint. */
const whileOpen = 60_000

export const overviewQuery = ({ from, to }: DayRange, vendor: VendorChoice | undefined) =>
  queryOptions({
    queryKey: ['overview', from, to, vendor],
    queryFn: ({ signal }) => api.get<OverviewAnswer>('/api/overview', { query: { from, to, vendor }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.data?.freshness.empty ? whileFilling : whileOpen),
  })
