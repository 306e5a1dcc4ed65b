// openai.costs: what the vendor bills, by day, project and line; the one report that agrees with the invoice. Reference section 6.
import { z } from 'zod'
import { decimal, nanoOfDollars, scaled } from '../counts.ts'
import { id, label, word } from '../fields.ts'
import type { Draft, Stream } from '../stream.ts'
import { lineItem } from './line-item.ts'
import { bucketPage, type Report } from './report.ts'

/** Sums are made in 64-bit integers of nanodollars; nine billion dollars a line and day are a fault, not a bill. */
const MOST_NANO = 2n ** 63n

const money = decimal.refine((text) => {
  const nano = scaled(text, 9)
  return nano !== undefined && nano < MOST_NANO && nano > -MOST_NANO
})

/** A quantity is an explanation beside the money: one that cannot be read must not hold the money back. */
const quantity = decimal
  .refine((text) => text.length <= 64)
  .transform((text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text))
  .nullish()
  .catch(null)

const Row = z.object({
  amount: z.object({ value: money.nullish(), currency: word.nullish() }).nullish(),
  line_item: label.nullish(),
  project_id: id.nullish(),
  quantity,
  quantity_unit: word.nullish(),
})
type Row = z.infer<typeof Row>

export const costs: Stream = {
  id: 'openai.costs',
  vendor: 'openai',
  connection: 'openai_admin',
  capability: 'costs',
  shape: 'daily',
  lists: 'cost',
  every: 15,
  reread: { each: 3, daily: 31 },
  backfill: { days: 90, step: 90 },
  page: (client, ask) => bucketPage(client, ask, costReport(ask.organization)),
}

const costReport = (organization: string): Report<Row> => ({
  endpoint: '/v1/organization/costs',
  row: Row,
  limit: 180,
  groupings: [['project_id', 'line_item']],
  view: 'costs',
  draft: (row, occurredAt, idOf): Draft => {
    // The id is made from what was said, not from how we read it: a better reading restates the line, it does not double it.
    const dimensions = { organization, project: row.project_id ?? null, line_item: row.line_item ?? null }
    const amount = row.amount?.value ?? null
    return {
      kind: 'cost',
      id: idOf(dimensions),
      occurredAt,
      data: {
        day: occurredAt.slice(0, 10),
        ...dimensions,
        ...lineItem(dimensions.line_item),
        amount,
        amount_nano: nanoOfDollars(amount ?? '0'),
        currency: (row.amount?.currency ?? 'usd').toUpperCase(),
        quantity: row.quantity ?? null,
        quantity_unit: row.quantity_unit ?? null,
        source: 'costs',
      },
    }
  },
})
