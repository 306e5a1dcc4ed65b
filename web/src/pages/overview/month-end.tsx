// Where the month will end, under the sum of the month so far: one line, because the Insights page has the rest.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { VendorChoice } from '../../figures/vendor.ts'
import { range } from '../../format.ts'
import { about } from '../../insights/about.ts'
import { forecastQuery } from '../../insights/queries.ts'
import { useMay } from '../../shell/may.ts'

/** Undefined while nothing is known or may be said of the end: then the card says what it said without. */
export function useMonthEnd(vendor: VendorChoice | undefined): ReactNode | undefined {
  const may = useMay('read:insights')
  const query = useQuery({ ...forecastQuery(vendor ? { vendor } : {}), enabled: may, retry: false })
  const forecast = query.data?.forecast
  if (!forecast || forecast.unreliable) return undefined
  return (
    <>
      ends at about <b>{about(forecast.mean)}</b>, {range(about(forecast.lower), about(forecast.upper))}, by estimate
    </>
  )
}
