// What the answers about insights share: the question's filter, what a figure is about, and where its records stand.
import { z } from '@hono/zod-openapi'
import { PersonRef, RangeQuery, VendorFilter, VendorName } from './common.ts'

export const many = z
  .array(z.string())
  .or(z.string().transform((one) => [one]))
  .optional()

/** billed: the vendors' cost reports. estimate: price list × tokens. allocated: our split, which sums back exactly. */
export const Basis = z.enum(['billed', 'estimate', 'allocated'])

/** `workspace` repeats; `default` is a vendor's default workspace, '' what stands in none. A project of OpenAI is a workspace. */
export const InsightQuery = RangeQuery.extend({ vendor: VendorFilter, workspace: many })

export const InsightScopeKind = z.enum(['tenant', 'vendor', 'workspace', 'key', 'model', 'person', 'team'])
/** What a figure is about. `value` as the filters of Usage and Costs take it; '' for the tenant, and where the vendor names none. */
export const InsightScope = z.object({
  by: InsightScopeKind,
  value: z.string(),
  vendor: VendorName.nullable(),
  label: z.string(),
  /** Of a person, as far as the asker may see names. */
  person: PersonRef.optional(),
})

/** Where the records behind a figure stand: query of /usage and /costs, null where that screen cannot show them. */
export const Drill = z.object({
  usage: z.record(z.string(), z.string()).nullable(),
  costs: z.record(z.string(), z.string()).nullable(),
})

/** A number 0..1, or above for ratios; six decimals. Never money. */
export const ratio = z.number()

export type InsightScopeShape = z.infer<typeof InsightScope>
