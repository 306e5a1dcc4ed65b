// What a rule's value is called: names of workspaces and keys, and of people only where names may be shown.
import { workspaceName } from '../../chargeback/view.ts'
import { type Names, personIn, personLabel } from '../../db/tenant/labels.ts'
import type { Stitched } from '../../people/stitch.ts'

type Called = { kind: string; vendor: string | null; value: string }

/** `may`: whether the actor may see people; without it a person is their subject. */
export const labelOf =
  (names: Names, stitched: Stitched, may: boolean) =>
  ({ kind, vendor, value }: Called): string => {
    if (kind === 'workspace') return workspaceName(names, vendor ?? '', value)
    if (kind === 'key') return names.key(value)
    return may ? personLabel(personIn(names, stitched, value)) : value
  }
