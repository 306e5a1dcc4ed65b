// The requirements model as the Worker carries it, made of the official file: the same rules, without what the interpreter does not read.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Check, Model, ModelRule } from '../../worker/export/focus/model.ts'

type Said = {
  CheckFunction?: string
  Items?: Said[]
  ModelRuleId?: string
  ColumnName?: string
  CheckCondition?: string
  ColumnAName?: string
  ColumnBName?: string
  ResultColumnName?: string
  ExpectedCount?: number
  Value?: string | number | null
}
type Official = {
  ApplicabilityCriteria: Record<string, { Description: string }>
  ModelRules: Record<
    string,
    {
      Reference: string
      EntityType: string
      Type: string
      ApplicabilityCriteria: string[]
      ValidationCriteria: { MustSatisfy: string; Keyword: ModelRule['level']; Requirement: Said; Condition: Said }
    }
  >
}

const vectors = join(import.meta.dirname, '../vectors/focus')
export const vector = (name: string): string => readFileSync(join(vectors, name), 'utf8')

/** A check as a list: its function, then its arguments. Two rules write `CheckCondition` for the column; two have no function at all. */
function checkOf(said: Said): Check | null {
  const { CheckFunction: name, ColumnName, CheckCondition } = said
  if (name === undefined) return null
  if (name === 'AND' || name === 'OR') return [name, ...(said.Items ?? []).map((one): Check => checkOf(one) ?? ['?'])]
  if (name === 'CheckModelRule') return [name, said.ModelRuleId ?? '']
  const columns = [ColumnName ?? CheckCondition, said.ColumnAName, said.ColumnBName, said.ResultColumnName]
  const value = 'Value' in said ? [said.Value ?? null] : []
  const count = said.ExpectedCount === undefined ? [] : [said.ExpectedCount]
  return [name, ...columns.filter((one) => one !== undefined), ...value, ...count]
}

export function slimModel(): Model {
  // The official file, kept as it came.
  const official = JSON.parse(gunzipSync(readFileSync(join(vectors, 'model-1.2.json.gz'))).toString('utf8')) as Official
  const currencies = vector('currency_codes.csv')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(',')[1] ?? '')
  return {
    version: '1.2',
    criteria: Object.keys(official.ApplicabilityCriteria),
    currencies,
    rules: Object.entries(official.ModelRules).map(([id, rule]): ModelRule => {
      const { MustSatisfy: says, Keyword: level, Requirement, Condition } = rule.ValidationCriteria
      const [needs, when] = [checkOf(Requirement), checkOf(Condition)]
      const judged = rule.Type === 'Static' ? {} : ({ judged: true } as const)
      return {
        id,
        of: rule.Reference,
        level,
        says,
        ...judged,
        ...(rule.ApplicabilityCriteria.length > 0 && { criteria: rule.ApplicabilityCriteria }),
        ...(needs !== null && { needs }),
        ...(when !== null && { when }),
      }
    }),
  }
}
