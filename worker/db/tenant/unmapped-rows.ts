// Which identities belong to nobody: pure, over the traces of a range, so that a count and a list never disagree.
import { keyIdentity, type Stitched } from '../../people/stitch.ts'
import type { VendorName } from './database.ts'
import type { ListedKey, Traces } from './people-traces.ts'
import type { Used } from './spend.ts'
import type { KnownDirectory } from './stitched.ts'

/** An identity in use that is no person's. `used`: what it used; `key`: as its vendor lists it, undefined when it does not. */
export type Loose = {
  identity: string
  kind: 'vendor_user' | 'api_key'
  vendor: VendorName | null
  /** A key of a service account is in order as it is. */
  linkable: boolean
  used: Used[]
  activities: number
  last_active: string | null
  key?: ListedKey | undefined
}

const midnight = ({ last }: Used): string => `${last}T00:00:00.000Z`

/** Subjects and keys that used something or acted in the range, and belong to nobody. Identities are unique in it. */
export function looseIdentities(traces: Traces, directory: KnownDirectory, stitched: Stitched): Loose[] {
  return [...looseSubjects(traces, directory, stitched), ...looseKeys(traces, stitched)]
}

/** How many of them somebody could link. */
export const countUnmapped = (traces: Traces, directory: KnownDirectory, stitched: Stitched): number =>
  looseIdentities(traces, directory, stitched).filter(({ linkable }) => linkable).length

/**
 * A subject is loose while no address is known for it and nobody decided by hand, as a former member's is whose id stays in
 * usage. Not loose: who was erased, who merely claimed an address, and whom others were linked to.
 */
function looseSubjects({ used, seen, coded, last }: Traces, directory: KnownDirectory, stitched: Stitched): Loose[] {
  const acted = [...used, ...seen, ...coded].flatMap(({ subject }) => (subject === null ? [] : [subject]))
  const loose = [...new Set(acted)].filter((subject) => {
    if (stitched.subjectsOf(subject).length > 1 || stitched.howOf(subject) === 'apart') return false
    const known = Object.hasOwn(directory.people, subject) ? directory.people[subject] : undefined
    const erased = directory.removed !== undefined && Object.hasOwn(directory.removed, subject)
    return known?.email === undefined && known?.claimed === undefined && !erased
  })
  return loose.map((subject) => {
    const theirs = <Row extends { subject: string | null }>(rows: readonly Row[]) =>
      rows.filter((row) => row.subject === subject)
    const [use, events] = [theirs(used), theirs(seen)]
    const vendors = new Set([...use, ...events, ...theirs(coded)].map(({ vendor }): VendorName => vendor))
    const signs = [...theirs(last).map(({ at }) => at), ...use.map(midnight)].sort()
    return {
      identity: subject,
      kind: 'vendor_user',
      vendor: vendors.size === 1 ? ([...vendors][0] ?? null) : null,
      linkable: true,
      used: use,
      activities: events.reduce((sum, { count }) => sum + count, 0),
      last_active: signs.at(-1) ?? null,
    }
  })
}

/** A key is loose when its use names no user and nobody holds it: not listed any more, a service account's, or kept apart. */
function looseKeys({ used, keys }: Traces, stitched: Stitched): Loose[] {
  const listed = new Map(keys.map((key) => [keyIdentity(key.vendor, key.key), key]))
  return used.flatMap((row): Loose[] => {
    if (row.subject !== null || row.key === null || stitched.personOfKey(row.vendor, row.key) !== null) return []
    const identity = keyIdentity(row.vendor, row.key)
    const key = listed.get(identity)
    return [
      {
        identity,
        kind: 'api_key',
        vendor: row.vendor,
        linkable: key?.holder_type !== 'service_account',
        used: [row],
        activities: 0,
        last_active: midnight(row),
        key,
      },
    ]
  })
}
