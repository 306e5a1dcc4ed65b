// README.txt of a FOCUS export: what was asked for, what it stands on, what the numbers are, how to check a row.

import type { Report } from './conformance-report.ts'
import { dollars } from './dollars.ts'
import { SCALE } from './parquet.ts'
import type { Tallied } from './part.ts'
import type { FocusPlan } from './plan.ts'
import type { FocusWish } from './wish.ts'

export type Told = {
  id: string
  organization: string
  asked: string
  wish: FocusWish
  plan: FocusPlan
  tallied: Tallied
  report: Pick<Report, 'rules' | 'requirements'>
  checkpoint: string
  size: number
  generatedAt: string
}

const basis = ({ estimates, by_key }: FocusWish, tallied: Tallied): string[] => [
  'x_CostBasis says of every row what its money is:',
  "  vendor_billed  the amount of one line of the vendor's cost report",
  ...(by_key
    ? [
        '  allocated      our split of one such line by API key (x_AllocatedMethodId, x_ApiKeyId); parts sum to the line',
      ]
    : []),
  ...(estimates ? ['  estimate       use that no bill line covers, priced by the dated list; it is on no bill'] : []),
  '',
  `Billed, exactly: ${dollars(tallied.billed)}. This is the sum of BilledCost over all rows that are not estimates, and it is what the`,
  'Costs screen showed for the same filter when the export began.',
  ...(estimates ? [`Estimates beside it: ${dollars(tallied.estimated)}.`] : []),
]

export function readme(told: Told): string {
  const { tallied, report, wish, plan } = told
  return [
    `FOCUS 1.2 cost and usage of ${told.organization}`,
    `Export ${told.id}, made ${told.generatedAt}. ${told.asked}. ${tallied.rows} rows in ${plan.parts.length} part(s).`,
    '',
    ...basis(wish, tallied),
    '',
    "Quantities. ConsumedQuantity is filled where the vendor's bill counts the line, or where its usage report has exactly the same use.",
    'ListCost is list price x quantity where both are known, and the product is exact. Elsewhere the charge is priced by the unit of its',
    'currency: PricingUnit is the currency, ListUnitPrice 1, and SkuPriceId ends in ":amount". InvoiceId is left out: no vendor reports it.',
    '',
    'Numbers. Decimals are exact. CSV has them as plain text; an empty cell is null. Parquet has DECIMAL(38,15), which DuckDB, Arrow,',
    `Spark and BigQuery (BIGNUMERIC) keep exact to ${SCALE} places; readers that turn decimals into floats round them.`,
    `In ${tallied.floats} rows unit price x quantity gives another last digit than ListCost when it is worked out in floats.`,
    'Cells that begin with =, +, - or @ are written as they are, so that every tool reads what the record says; import them as text.',
    '',
    `Conformance. ${report.rules.all} rules: ${report.rules.passed} passed, ${report.rules.failed} failed, ${report.rules.not_applicable} not applicable.`,
    `Of the requirements (MUST): ${report.requirements.passed} passed, ${report.requirements.failed} failed. The report names each rule and why.`,
    '',
    "How to check a row. x_RecordSeq is the record's position in the ledger, x_RecordHash its leaf hash: SHA-256 of one byte 0x00 and the",
    'record\'s bytes. Make an evidence bundle of the same days and vendor with the kind "cost": its data/records.jsonl has the record in',
    `the line with that "seq", and verify.py proves the line under a signed checkpoint. This export stands on the one of ${told.size} records:`,
    '',
    told.checkpoint,
  ].join('\n')
}
