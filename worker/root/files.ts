// Where the root log's files lie in its bucket, for whoever writes them and whoever serves them.

/** Folder in the archive and last part of the origin. */
export const ROOT = 'root'

/** A file of one cut. */
export const cutFile = (size: number, name: string): string => `${ROOT}/cuts/${size}/${name}`

/** What a cut's folder may hold: the frozen checkpoint, and the anchors as bundles have them (LEDGER section 8). */
const CUT_FILE = /^(checkpoint|root\.ots|headers\.json|cosignatures|[A-Za-z0-9_][A-Za-z0-9._-]*\.tsr)$/
export const isCutFile = (name: string): boolean => name.length <= 200 && CUT_FILE.test(name)
