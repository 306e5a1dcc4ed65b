// The arithmetic: measured days × sizes × time = what lies where after so many days, what a month costs, and where each limit is met.
import type { ConnectionKind } from '../../worker/vendors/stream.ts'
import type { Assumed } from './assumed.ts'
import { GB, LIMITS, PLAN_DOLLARS, PRICES, type Priced, priceOf, VENDOR_LIMITS } from './list.ts'
import type { Measured } from './measure.ts'
import { dayOf, type Metrics, metricsOf, NOTHING, plus, times, total } from './metrics.ts'
import type { Product } from './product.ts'

export type Size = { share: number; company: number; messages: number; kinds: readonly ConnectionKind[] }
export type Sizes = Readonly<Record<string, Size>>

export const MONTH = 30

/** Metrics of an administrator's day that pages follow: nothing below one company asks for fewer, above it at most as many times more. */
const PAGED = ['anthropicReports', 'anthropicCompliance', 'anthropicOther', 'openaiRequests'] as const

/** A day of one tenant. A vendor that is not connected is taken as half of an administrator's day. */
export function tenantDay(measured: Measured, { company, messages, kinds }: Size): Metrics {
  const both = kinds.includes('anthropic_admin') && kinds.includes('openai_admin')
  const admins = both ? 1 : 0.5
  const whole = dayOf(measured.admin, company)
  const more = Object.fromEntries(PAGED.map((metric) => [metric, whole[metric] * Math.max(1, company)]))
  const admin = times({ ...whole, ...more }, admins)
  return plus(admin, messages > 0 ? dayOf(measured.content, messages) : NOTHING)
}

/** Bytes of a ledger object after so many days: the texts of the newest records, and everything else of all of them. */
export function objectBytes(
  day: Metrics,
  days: number,
  keep: number,
): { texts: number; kept: number; records: number } {
  const records = day.records * days
  const textOf = day.records === 0 ? 0 : day.textBytes / day.records
  return { records, texts: Math.min(records, keep) * textOf, kept: day.keptBytes * days }
}

/** Days until a ledger object is full; Infinity where it never grows. */
export function daysToFullObject(day: Metrics, keep: number, limit = LIMITS.objectBytes): number {
  const growing = limit / (day.textBytes + day.keptBytes)
  if (day.records * growing <= keep) return growing
  const { texts } = objectBytes(day, growing, keep)
  return day.keptBytes === 0 ? Number.POSITIVE_INFINITY : (limit - texts) / day.keptBytes
}

/** The day of all tenants together. */
export function fleetDay(measured: Measured, sizes: Sizes, tenants: number): Metrics {
  return total(Object.values(sizes).map((size) => times(tenantDay(measured, size), size.share * tenants)))
}

/** What the bill counts of a month: `day` is everybody's, `stored` what lies there at the time. */
export function monthOf(
  day: Metrics,
  stored: { objects: number; d1: number; r2: number },
  assumed: Assumed,
  tenants: number,
  product: Product,
): Record<Priced, number> {
  const month = times(day, MONTH)
  const visits = assumed.visits * tenants * MONTH
  const deliveries = month.pulls / product.pullBatch + month.jobs
  const objectSeconds = month.objectCalls * assumed.callSeconds + month.objectAlarms * assumed.alarmSeconds
  return {
    'Workers requests': visits + deliveries + product.ticksADay * MONTH,
    'Workers CPU ms': month.cpuMs + visits * assumed.visitCpuMs,
    // Written, read and deleted.
    'Queues operations': 3 * (month.pulls + month.jobs),
    'Objects requests': month.objectCalls + month.objectAlarms + month.objectAlarms,
    'Objects GB-s': objectSeconds * 0.128,
    'Objects rows written': month.ledgerRowsWritten,
    'Objects storage GB': stored.objects / GB,
    'D1 rows written': month.d1RowsWritten,
    'D1 rows read': month.d1RowsWritten * assumed.readsPerWrite,
    'D1 storage GB': stored.d1 / GB,
    'R2 storage GB': stored.r2 / GB,
    'R2 class A': month.classA,
    'R2 class B': month.classB,
  }
}

export type Bill = { lines: { what: Priced; amount: number; dollars: number }[]; dollars: number }

export function billOf(month: Record<Priced, number>): Bill {
  const all = Object.keys(PRICES) as Priced[] // the table's own names
  const lines = all.map((what) => ({ what, amount: month[what], dollars: priceOf(what, month[what]) }))
  return { lines, dollars: lines.reduce((sum, { dollars }) => sum + dollars, PLAN_DOLLARS) }
}

/** What lies where after so many days. */
export function storedAfter(measured: Measured, sizes: Sizes, tenants: number, days: number, keep: number) {
  const day = fleetDay(measured, sizes, tenants)
  const objects = Object.values(sizes).reduce((sum, size) => {
    const { texts, kept } = objectBytes(tenantDay(measured, size), days, keep)
    return sum + (texts + kept) * size.share * tenants
  }, 0)
  return { objects, d1: day.d1Bytes * days, r2: (day.vaultBytes + day.archiveBytes) * days }
}

/** Connections of the fleet: each due one is a message of a tick. */
export const connectionsOf = (sizes: Sizes, tenants: number): number =>
  Object.values(sizes).reduce((sum, { share, kinds }) => sum + share * tenants * kinds.length, 0)

/** Platform calls of one tick that sends to so many connections: each page is read, taken and sent; each region's last page may be empty. */
export function tickCalls(connections: number, { page, sendBatch, regions }: Product): number {
  const pages = Math.ceil(connections / page)
  return pages * (2 + Math.ceil(page / sendBatch)) + 2 * regions
}

/** Tenants at which something that grows with them reaches its limit. */
export const tenantsAt = (limit: number, aTenant: number): number => limit / aTenant

/** Messages a day at which one organization's content alone takes up the compliance budget, spread evenly over the day. */
export function messagesAtVendorLimit({ content }: Measured): number {
  const left = VENDOR_LIMITS.compliance * 1440 - content.fixed.anthropicCompliance
  return content.each.anthropicCompliance === 0 ? Number.POSITIVE_INFINITY : left / content.each.anthropicCompliance
}

/** Dollars a month that one more tenant costs: every unit at its list price, as if what is included were used up. Storage as of `assumed.days`. */
export function marginalOf(day: Metrics, assumed: Assumed, product: Product): number {
  const { texts, kept } = objectBytes(day, assumed.days, product.keep)
  const { days } = assumed
  const stored = { objects: texts + kept, d1: day.d1Bytes * days, r2: (day.vaultBytes + day.archiveBytes) * days }
  const month = monthOf(day, stored, assumed, 1, { ...product, ticksADay: 0 })
  const all = Object.keys(PRICES) as Priced[] // the table's own names
  return all.reduce((sum, what) => sum + (month[what] / PRICES[what].per) * PRICES[what].dollars, 0)
}

/** The same company, were everything that is read every 15 minutes read every `minutes`: what was there already is restated less often. */
export function readEvery(measured: Measured, minutes: number): Measured {
  const { admin } = measured
  const less = admin.each.records === 0 ? 0 : (admin.each.restated / admin.each.records) * (1 - 15 / minutes)
  const slower = [
    'records',
    'textBytes',
    'keptBytes',
    'ledgerRowsWritten',
    'd1RowsWritten',
    'archiveBytes',
    'cpuMs',
    'restated',
  ]
  const each = metricsOf((metric) => admin.each[metric] * (slower.includes(metric) ? 1 - less : 1))
  return { ...measured, admin: { fixed: times(admin.fixed, 15 / minutes), each } }
}
