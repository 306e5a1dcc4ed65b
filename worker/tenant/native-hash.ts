// SHA-256 as the platform has it, synchronous, for the hot paths: the pure core's own gives the same bytes several times slower.
import { createHash } from 'node:crypto'

export const nativeSha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
