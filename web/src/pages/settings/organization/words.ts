// The two regions in words, and the zones a person may choose.

export const regionWords = {
  us: { name: 'United States', words: 'Ledger, keys and content stay in the United States.' },
  eu: { name: 'European Union', words: 'Ledger, keys and content stay in the European Union.' },
} as const

/** Zones of this browser with UTC first; the one that is set is in the list even when the browser does not know it. */
export function zones(known: readonly string[], set: string): string[] {
  return [...new Set(['UTC', set, ...known])]
}
