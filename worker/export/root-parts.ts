// What the root log and its anchors add to a bundle: the tenant checkpoint's place in the root log, and the proofs of that cut.

/** Files by their path in the bundle: data/root/* all three, data/anchors/* what exists (LEDGER section 8). */
export type RootParts = ReadonlyMap<string, Uint8Array>

/** The root parts of the tenant checkpoint of exactly `size` records, or null while the root log has none: then the bundle is pending. */
export type ReadRootParts = (size: number) => Promise<RootParts | null>

export const noRootParts: ReadRootParts = async () => null
