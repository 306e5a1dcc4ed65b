// Cloudflare's limits and list prices, Workers Paid, US dollars, as their pages had them on 2026-11-21. Nothing here is ours.

const MILLION = 1_000_000
export const GB = 1_000_000_000

/** A price a unit beyond what a month includes. `source`: the page it is on. */
export type Price = { dollars: number; per: number; included: number; source: string }

const workers = 'developers.cloudflare.com/workers/platform/pricing/'
const d1 = 'developers.cloudflare.com/d1/platform/pricing/'
const objects = 'developers.cloudflare.com/durable-objects/platform/pricing/'
const r2 = 'developers.cloudflare.com/r2/pricing/'
const queues = 'developers.cloudflare.com/queues/platform/pricing/'

export const PRICES = {
  'Workers requests': { dollars: 0.3, per: MILLION, included: 10 * MILLION, source: workers },
  'Workers CPU ms': { dollars: 0.02, per: MILLION, included: 30 * MILLION, source: workers },
  'Queues operations': { dollars: 0.4, per: MILLION, included: MILLION, source: queues },
  'Objects requests': { dollars: 0.15, per: MILLION, included: MILLION, source: objects },
  'Objects GB-s': { dollars: 12.5, per: MILLION, included: 400_000, source: objects },
  'Objects rows written': { dollars: 1, per: MILLION, included: 50 * MILLION, source: objects },
  'Objects storage GB': { dollars: 0.2, per: 1, included: 5, source: objects },
  'D1 rows written': { dollars: 1, per: MILLION, included: 50 * MILLION, source: d1 },
  'D1 rows read': { dollars: 0.001, per: MILLION, included: 25_000 * MILLION, source: d1 },
  'D1 storage GB': { dollars: 0.75, per: 1, included: 5, source: d1 },
  'R2 storage GB': { dollars: 0.015, per: 1, included: 10, source: r2 },
  'R2 class A': { dollars: 4.5, per: MILLION, included: MILLION, source: r2 },
  'R2 class B': { dollars: 0.36, per: MILLION, included: 10 * MILLION, source: r2 },
} as const satisfies Record<string, Price>

export type Priced = keyof typeof PRICES
/** The plan itself. */
export const PLAN_DOLLARS = 5

/** Dollars a month for this much of it. */
export const priceOf = (what: Priced, amount: number): number =>
  (Math.max(0, amount - PRICES[what].included) / PRICES[what].per) * PRICES[what].dollars

export const LIMITS = {
  /** Bytes of one database and of one object's SQLite. */
  d1Bytes: 10 * GB,
  objectBytes: 10 * GB,
  /** Requests a second to one object, a soft limit. */
  objectRequests: 1_000,
  queueMessages: 5_000,
  consumerInvocations: 250,
  subrequests: 10_000,
  /** Milliseconds of processor of a cron invocation whose interval is under an hour. */
  cronCpuMs: 30_000,
  /** Databases that one Worker can have bound. */
  bindings: 5_000,
} as const

/** What the vendors allow, requests a minute for one organization. Only these two are published. */
export const VENDOR_LIMITS = {
  /** Compliance API: all keys of an organization together. */
  compliance: 600,
  /** Classic usage and cost reports, sustained. */
  reports: 1,
} as const
