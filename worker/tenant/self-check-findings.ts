// What the self-check can find, as closed codes with the words a person reads: where the ledger differs, never what stands in it.

/** In the order in which they are shown: what concerns the records themselves first. */
const WORDS = {
  sequence_broken: 'Stored records do not stand one after another: one is missing, or one too many is there.',
  record_differs: 'The bytes of a record are not the ones that were hashed when it came in.',
  record_malformed: 'A record cannot be read as a record of this ledger.',
  link_broken: 'A record does not name the hash of the record before it.',
  time_decreases: 'A record came in before the record that stands before it.',
  head_differs: 'The head that the next record would follow is not the last record.',
  tree_differs: 'The stored tree is not the tree of the records.',
  identity_differs: 'The stored revisions are not those of the records.',
  checkpoint_differs: 'A checkpoint that this ledger signed is not of these records.',
  checkpoint_unsigned: 'A stored checkpoint does not bear the signature of this ledger.',
  checkpoint_missing: 'A checkpoint that was signed is no longer stored.',
  published_missing: 'The published checkpoint is gone from the archive.',
  published_unreadable: 'The published checkpoint is not one that this ledger signed.',
  published_older: 'The published checkpoint is an older one than the last that was published.',
  published_beyond: 'The published checkpoint covers more records than are stored: the storage was rolled back.',
  published_differs: 'The published checkpoint is of other records than the stored ones.',
  root_log_differs: 'The root log holds another history of this ledger than the stored one.',
  file_missing: 'A tile or entry bundle is gone from the archive.',
  file_differs: 'A tile or entry bundle in the archive has other bytes than the stored records.',
  row_missing: 'A row of the screens is missing, or shows an older revision. A rebuild of the read models mends it.',
  row_differs: 'A row of the screens does not say what its record says. A rebuild of the read models mends it.',
  row_extra: 'A row of the screens stands for no record. A rebuild of the read models mends it.',
} as const

export type FindingCode = keyof typeof WORDS
/** `seq`: the first record concerned, null where it concerns none in particular. `count`: how often it was met. */
export type Finding = { code: FindingCode; words: string; seq: number | null; count: number }

/** How often each code was met, and where first. Plain JSON: it outlives the object between two pieces of a check. */
export type Found = Partial<Record<FindingCode, { seq: number | null; count: number }>>

/** Notes a finding. Pieces go through the ledger in order, but a piece may meet a later record first. */
export function find(found: Found, code: FindingCode, seq: number | null): void {
  const before = found[code]
  const first = before === undefined || (seq !== null && (before.seq === null || seq < before.seq)) ? seq : before.seq
  found[code] = { seq: first, count: (before?.count ?? 0) + 1 }
}

export function findingsOf(found: Found): Finding[] {
  const codes = Object.keys(WORDS) as FindingCode[] // its own keys, written above
  return codes.flatMap((code) => {
    const one = found[code]
    return one === undefined ? [] : [{ code, words: WORDS[code], ...one }]
  })
}
