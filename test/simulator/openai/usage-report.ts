// GET /v1/organization/usage/…: rows of a bucket by the dimensions asked for, the others null and their rows added up.
import { answer, isRefusal } from './answers.ts'
import { type Bucket, bucketsOf, pageOf } from './buckets.ts'
import type { Call, Handler } from './call.ts'
import { addCounts, type Counts, isEmpty, type Product, sliceOf, type UsageRow } from './company/usage.ts'
import { choicesOf, flagOf, listOf } from './query.ts'
import { type Dimension, dimensionOf, type Shape, shapes } from './usage-shapes.ts'

type Group = Partial<Record<Dimension, string | boolean | null>>

interface Question {
  readonly product: Product
  readonly shape: Shape
  readonly by: ReadonlySet<Dimension>
  readonly wanted: readonly (readonly [Dimension, readonly string[]])[]
  readonly batch: boolean | null
  readonly users: boolean
}

function passes({ wanted, batch, users }: Question, row: UsageRow): boolean {
  if (batch !== null && row.batch !== batch) return false
  return wanted.every(([dimension, values]) => values.some((value) => value === dimensionOf(row, dimension, users)))
}

function resultsOf({ organization }: Call, question: Question, bucket: Bucket): object[] {
  const { product, shape, by, users } = question
  const groups = new Map<string, { group: Group; counts: Counts }>()
  for (const row of organization.usageOf(bucket.day)) {
    if (row.product !== product || !passes(question, row)) continue
    const counts = sliceOf(row, bucket.fromMinute, bucket.toMinute)
    if (isEmpty(counts)) continue
    const group: Group = {}
    for (const dimension of shape.dimensions)
      group[dimension] = by.has(dimension) ? dimensionOf(row, dimension, users) : null
    const key = Object.values(group).join('|')
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { group, counts })
    else addCounts(known.counts, counts)
  }
  return [...groups.values()].map(({ group, counts }) => ({
    object: shape.object,
    ...shape.counters(counts, bucket.day),
    ...group,
  }))
}

/** The handler of one endpoint. */
export function usageReport(product: Product): Handler {
  const shape = shapes[product]
  return (call) => {
    const { url, knobs, now } = call
    const by = choicesOf(url, 'group_by', shape.dimensions)
    if (isRefusal(by)) return by
    const batch = shape.dimensions.includes('batch') ? flagOf(url, 'batch') : null
    if (isRefusal(batch)) return batch
    const cut = bucketsOf(url, now, knobs, 'usage')
    if (isRefusal(cut)) return cut
    const wanted = Object.entries(shape.filters)
      .map(([name, dimension]) => [dimension, listOf(url, name)] as const)
      .filter(([, values]) => values.length > 0)
    const users = knobs.openai_user_ids === 'on'
    const question: Question = { product, shape, by: new Set(by), wanted, batch, users }
    return answer(
      pageOf(
        cut,
        (bucket) => resultsOf(call, question, bucket),
        () => ({}),
      ),
    )
  }
}
