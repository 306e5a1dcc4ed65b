// What is asked of a FOCUS export beside its filter: which files, and which rows beyond the vendors' bills.
import { z } from 'zod'

export const FOCUS_FILES = ['csv', 'parquet'] as const

/**
 * `estimates`: use that no bill line covers comes too, priced by the list and marked estimate; the sum is then more than the bill.
 * `by_key`: lines whose use is known by key are split into parts that sum to them.
 */
export const FocusWish = z.strictObject({
  files: z.array(z.enum(FOCUS_FILES)).min(1).max(2).default(['csv', 'parquet']),
  estimates: z.boolean().default(false),
  by_key: z.boolean().default(false),
})
export type FocusWish = z.infer<typeof FocusWish>

export const USUAL: FocusWish = FocusWish.parse({})

/** The row's column, written when the export was asked for. */
export const focusWishOf = ({ focus }: { focus: string | null }): FocusWish =>
  focus === null ? USUAL : FocusWish.parse(JSON.parse(focus))
