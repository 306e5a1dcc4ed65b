// Where each limit is met: solved for the number of tenants or the number of days, one line a limit.
import type { Assumed } from './assumed.ts'
import { GB, LIMITS, VENDOR_LIMITS } from './list.ts'
import type { Measured } from './measure.ts'
import {
  connectionsOf,
  daysToFullObject,
  fleetDay,
  messagesAtVendorLimit,
  type Size,
  type Sizes,
  tenantDay,
  tenantsAt,
  tickCalls,
} from './model.ts'
import type { Product } from './product.ts'

/** `used`: what the assumed number of tenants takes of the limit. `met`: where it is reached. */
export type Met = { limit: string; used: string; met: string }

function words(value: number, unit: string): string {
  if (!Number.isFinite(value)) return 'never'
  return `${value < 10 ? value.toFixed(1) : Math.floor(value).toLocaleString('en-US')} ${unit}`
}
const years = (days: number): string => (days > 730 ? `${(days / 365).toFixed(1)} years` : words(days, 'days'))

/** What one tenant meets alone, by size. */
export function tenantLimits(measured: Measured, sizes: Sizes, { days }: Assumed, { keep }: Product): Met[] {
  return Object.entries(sizes).flatMap(([name, size]: [string, Size]) => {
    const day = tenantDay(measured, size)
    const d1 = day.d1Bytes * days
    return [
      {
        limit: `${name}: its ledger object, 10 GB`,
        used: `${((Math.min(day.records * days, keep) * (day.textBytes / day.records) + day.keptBytes * days) / GB).toFixed(1)} GB after ${days} days`,
        met: years(daysToFullObject(day, keep)),
      },
      {
        limit: `${name}: a D1 database of its own, 10 GB`,
        used: `${(d1 / GB).toFixed(1)} GB after ${days} days`,
        met: years(LIMITS.d1Bytes / day.d1Bytes),
      },
    ]
  })
}

/** What all tenants meet together. */
export function fleetLimits(measured: Measured, sizes: Sizes, assumed: Assumed, product: Product): Met[] {
  const { tenants, days, region, sendSeconds, vendorSeconds } = assumed
  const day = fleetDay(measured, sizes, tenants)
  const connections = connectionsOf(sizes, tenants)
  const aDay = (value: number) => value / 86_400
  const d1ADay = day.d1Bytes * region
  const asked = day.anthropicReports + day.anthropicCompliance + day.anthropicOther + day.openaiRequests
  const busy = aDay(asked * vendorSeconds)
  const calls = tickCalls(connections, product)
  const rootADay = day.rootLeaves * measured.rootLeafBytes
  const trips = aDay(day.d1Queries) * region
  return [
    {
      limit: 'D1, 10 GB, the larger region in one database',
      used: `${((d1ADay * days) / GB).toFixed(0)} GB after ${days} days: ${Math.ceil((d1ADay * days) / LIMITS.d1Bytes)} databases of the ${LIMITS.bindings} that a Worker can have`,
      met: `${words(LIMITS.d1Bytes / d1ADay, 'days')}; ${words(tenantsAt(LIMITS.d1Bytes, (d1ADay * days) / tenants), 'tenants')} for ${days} days`,
    },
    {
      limit: 'D1, one writer: 1,000 statements/s of 1 ms',
      used: `${trips.toFixed(0)}/s`,
      met: words(tenantsAt(1_000, trips / tenants), 'tenants'),
    },
    {
      limit: 'the root log object, 10 GB',
      used: `${((rootADay * days) / GB).toFixed(1)} GB after ${days} days`,
      met: years(LIMITS.objectBytes / rootADay),
    },
    {
      limit: 'the root log object, 1,000 requests/s',
      used: `${aDay(day.objectAlarms).toFixed(1)}/s, ${(day.objectAlarms / product.ticksADay / product.spreadSeconds).toFixed(1)}/s while a tick is spread`,
      met: words(
        tenantsAt(LIMITS.objectRequests, day.objectAlarms / product.ticksADay / product.spreadSeconds / tenants),
        'tenants',
      ),
    },
    {
      limit: 'queue pulls, 5,000 messages/s',
      used: `${(connections / sendSeconds).toFixed(0)}/s while the tick sends, ${(connections / product.spreadSeconds).toFixed(0)}/s as they fall due`,
      met: words(tenantsAt(LIMITS.queueMessages, connections / sendSeconds / tenants), 'tenants'),
    },
    {
      limit: 'queue pulls, 250 consumers at once',
      used: `${busy.toFixed(0)} at work on the average`,
      met: words(tenantsAt(LIMITS.consumerInvocations, busy / tenants), 'tenants'),
    },
    {
      limit: 'the tick, 10,000 calls of one invocation',
      used: `${calls.toLocaleString('en-US')} for the pulls`,
      met: words((LIMITS.subrequests / calls) * tenants, 'tenants'),
    },
    {
      limit: 'the nightly self-check, records a day',
      used: `${((day.records * days) / product.checkedADay).toFixed(0)} days for one round after ${days} days`,
      met: words(product.checkedADay / day.records, 'days'),
    },
  ]
}

/** What the vendors' published limits leave. */
export function vendorLimits(measured: Measured, sizes: Sizes): Met[] {
  const reports = Object.entries(sizes).map(
    ([name, size]) => `${name} ${(tenantDay(measured, size).anthropicReports / 1440).toFixed(2)}`,
  )
  return [
    {
      limit: 'Anthropic reports, 1 request/min sustained',
      used: `${reports.join(', ')} a minute`,
      met: 'bursts for paging are allowed',
    },
    {
      limit: `Anthropic compliance, ${VENDOR_LIMITS.compliance} requests/min`,
      used: `${measured.content.each.anthropicCompliance.toFixed(2)} requests a message`,
      met: words(messagesAtVendorLimit(measured), 'messages/day'),
    },
  ]
}
