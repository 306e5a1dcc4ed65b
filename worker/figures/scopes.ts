// What a figure is about: the tenant, a vendor, or one value of a dimension; and what it is called on a screen.
import type { VendorName } from '../db/tenant/database.ts'
import { type Names, type Person, personIn, personLabel, workspaceValue } from '../db/tenant/labels.ts'
import type { Stitched } from '../people/stitch.ts'

export type ScopeKind = 'tenant' | 'vendor' | 'workspace' | 'key' | 'model' | 'person' | 'team'
/** `value` as the vendor's rows have it, '' where they name none; a person by the subject that names them everywhere. */
export type Scope = { by: ScopeKind; value: string; vendor: VendorName | null }
export type NamedScope = Scope & { label: string; person?: Person }

export const TENANT_SCOPE: Scope = { by: 'tenant', value: '', vendor: null }

/** One text a scope, the same in every run. */
export const scopeId = ({ by, vendor, value }: Scope): string => `${by}/${vendor ?? ''}/${value}`

/** How scopes are called. Without `stitched` nobody is named: a person is then told by subject alone. */
export type Naming = { names: Names; stitched: Stitched | null; teams?: ReadonlyMap<string, string> | undefined }

const VENDORS: Readonly<Record<VendorName, string>> = {
  anthropic: 'Anthropic',
  openai: 'OpenAI',
  tallystick: 'Tallystick',
}

export function nameScope(scope: Scope, { names, stitched, teams }: Naming): NamedScope {
  const { by, value, vendor } = scope
  const named = { by, vendor, value: by === 'workspace' && vendor !== null ? workspaceValue(vendor, value) : value }
  if (by === 'tenant') return { ...named, label: 'All use' }
  if (by === 'vendor') return { ...named, label: vendor === null ? value : VENDORS[vendor] }
  if (by === 'workspace') return { ...named, label: names.workspace(vendor ?? '', value === '' ? null : value) }
  if (by === 'key') return { ...named, label: names.key(value === '' ? null : value) }
  if (by === 'team') return { ...named, label: teams?.get(value) ?? (value === '' ? 'No team' : value) }
  if (by === 'model') return { ...named, label: value === '' ? 'Not stated' : value }
  if (value === '') return { ...named, label: 'Nobody named' }
  if (stitched === null) return { ...named, label: value }
  const person = personIn(names, stitched, value)
  return { ...named, label: personLabel(person), person }
}

/** The query of Usage that selects a scope's rows between two days; null where that screen cannot. */
export function usageDrill(scope: Scope, days: { from: string; to: string }): Record<string, string> | null {
  const { by, value, vendor } = scope
  const base = { from: days.from, to: days.to, ...(vendor !== null && { vendor }) }
  if (by === 'tenant' || by === 'vendor') return base
  if (by === 'team') return null
  return { ...base, [by]: by === 'workspace' && vendor !== null ? workspaceValue(vendor, value) : value }
}

/** The same of Costs, which knows neither keys nor people. */
export function costsDrill(scope: Scope, days: { from: string; to: string }): Record<string, string> | null {
  return scope.by === 'key' || scope.by === 'person' ? null : usageDrill(scope, days)
}
