// How we know a number: billed, estimate, allocated, or no price. Stands beside every amount or in its column head.

export type ProvenanceKind = 'billed' | 'estimate' | 'allocated' | 'none'

const words: Record<ProvenanceKind, string> = {
  billed: 'billed',
  estimate: 'estimate',
  allocated: 'allocated',
  none: 'no price',
}

const meaning: Record<ProvenanceKind, string> = {
  billed: 'From the vendor’s cost report',
  estimate: 'From tokens and the dated price list',
  allocated: 'Our split of a billed sum; adds up to the bill',
  none: 'No price is known; not counted as zero',
}

/** Glyph and word; `bare` draws the glyph alone (column heads) and keeps the word for screen readers. */
export function Provenance({
  kind,
  word = words[kind],
  bare,
}: {
  kind: ProvenanceKind
  word?: string
  bare?: boolean
}) {
  return (
    <span className={`prov ${kind}`} title={meaning[kind]}>
      {bare ? <span className="sr">{word}</span> : word}
    </span>
  )
}
