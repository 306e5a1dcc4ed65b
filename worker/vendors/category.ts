// The category column of the activity screen: one vocabulary over all vendors, a table of types a vendor.

export type Category =
  | 'chat'
  | 'file'
  | 'project'
  | 'artifact'
  | 'sign_in'
  | 'directory'
  | 'settings'
  | 'keys'
  | 'platform'
  | 'integrations'
  | 'agents'
  | 'billing'
  | 'audit'
  | 'other'

/** A table of types, `*` for anything. The first line that fits decides, so exceptions stand above the rule they are excepted from. */
export type Rules = readonly (readonly [Category, string])[]

/** The category of a type by these rules, `other` where none fits. */
export function categories(rules: Rules): (type: string) => Category {
  const table = rules.map(([category, patterns]): [Category, RegExp] => {
    const spelled = patterns.replaceAll('.', '\\.').replaceAll('*', '.*').split(' ').join('|')
    return [category, new RegExp(`^(?:${spelled})$`)]
  })
  return (type) => table.find(([, pattern]) => pattern.test(type))?.[0] ?? 'other'
}
