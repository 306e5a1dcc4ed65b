// What an export for review asks for beside its records: the texts of messages, and documents made of them.
import { z } from 'zod'

export const DOCUMENTS = ['pdf', 'rsmf', 'load_files'] as const

/** `prefix` and `legend` stand on every page of the documents. */
export const Review = z.object({
  content: z.enum(['masked', 'revealed']),
  documents: z.array(z.enum(DOCUMENTS)),
  prefix: z.string(),
  legend: z.string(),
})
export type Review = z.infer<typeof Review>

/** The row's column, written by the route; null = none. */
export const reviewOf = ({ review }: { review: string | null }): Review | undefined =>
  review === null ? undefined : Review.parse(JSON.parse(review))
