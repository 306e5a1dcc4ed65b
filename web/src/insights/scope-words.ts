// What a figure is about, in words: the organization, a vendor, a workspace or project, a key, a model, a person, a team.
import type { InsightScopeShape } from '../../../worker/http/schemas/insights.ts'
import type { Piece, Words } from './text.ts'

export type InsightScope = InsightScopeShape

const unnamed: Record<InsightScope['by'], string> = {
  tenant: 'the organization',
  vendor: 'no vendor',
  workspace: 'no workspace',
  key: 'no key',
  model: 'no model',
  person: 'nobody named',
  team: 'no team',
}

/** The name alone: `staging-batch`, `Nadia Farouk`, `Anthropic`. */
export function scopeName(scope: InsightScope): string {
  if (scope.by === 'tenant') return 'All'
  if (scope.person) return scope.person.name ?? scope.person.email ?? 'Name erased or unknown'
  return scope.label || unnamed[scope.by]
}

/** Keys and models are compared letter by letter. */
export const isMono = (scope: InsightScope): boolean =>
  (scope.by === 'key' || scope.by === 'model') && scope.value !== ''

/** `workspace`, `project`, `key`, …: what kind of thing it is. */
export function scopeKind({ by, vendor }: Pick<InsightScope, 'by' | 'vendor'>): string {
  return by === 'workspace' && vendor === 'openai' ? 'project' : by
}

/** `key staging-batch`, `workspace Research`, `claude-opus-5-5`, `Anthropic`, `the organization`: in a sentence. */
export function scopeWords(scope: InsightScope): Words {
  if (scope.by === 'tenant') return [unnamed.tenant]
  const name: Piece = isMono(scope) ? { name: scopeName(scope), mono: true } : { name: scopeName(scope) }
  const says = scope.by === 'key' || scope.by === 'workspace' || scope.by === 'team'
  return says && scope.label !== '' ? [`${scopeKind(scope)} `, name] : [name]
}

/** One text that names a scope, for the URL: `anthropic:wrkspc_1`, `:subject` for a person. */
export const scopeId = ({ vendor, value }: Pick<InsightScope, 'vendor' | 'value'>): string => `${vendor ?? ''}:${value}`

/** The reverse; undefined where the text names none. */
export function readScopeId(
  text: string | undefined,
): { vendor: 'anthropic' | 'openai' | undefined; value: string } | undefined {
  const found = /^(anthropic|openai|):(.*)$/s.exec(text ?? '')
  if (!found) return undefined
  const vendor = found[1]
  return { vendor: vendor === 'anthropic' || vendor === 'openai' ? vendor : undefined, value: found[2] ?? '' }
}
