// The golden rows and what can be done to them: read as a CSV reader has them, changed, judged.
import { Conformance } from '../../worker/export/focus/conformance.ts'
import { type Report, reportOf } from '../../worker/export/focus/conformance-report.ts'
import { planFor } from '../../worker/export/focus/judge-plan.ts'
import { readCsv, type Table } from './csv.ts'
import { slimModel, vector } from './slim.ts'

export const golden = (): Table => readCsv(vector('golden-ai-rows-1.2.csv'))

/** What the golden rows claim (INDEX.md of the vectors). */
export const GOLDEN_CLAIMS = [
  'ACCOUNT_NAMING_SUPPORTED',
  'PUBLIC_PRICE_LIST_SUPPORTED',
  'USAGE_MEASUREMENT_SUPPORTED',
  'UNIT_PRICING_SUPPORTED',
  'SUB_ACCOUNT_SUPPORTED',
  'MULTIPLE_SUB_ACCOUNT_TYPES_SUPPORTED',
  'MULTIPLE_PRICING_CATEGORIES_SUPPORTED',
  'NEGOTIATED_PRICING_SUPPORTED',
  'TAGGING_SUPPORTED',
  'REGION_SUPPORTED',
]

const model = slimModel()

export function judge({ columns, rows }: Table, claims: readonly string[] = GOLDEN_CLAIMS): Report {
  const plan = planFor(model, columns, new Set(claims))
  const conformance = new Conformance(plan, columns.indexOf('x_RecordSeq'))
  for (const row of rows) conformance.add(row)
  return reportOf(model, plan, conformance.standing(), claims)
}

export const failed = ({ results }: Report): string[] =>
  results.filter(({ result, level }) => result === 'failed' && level.startsWith('MUST')).map(({ id }) => id)
