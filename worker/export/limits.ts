// How much one volume holds, so that a Worker can make it, verify it with our own verifier, and an auditor open it.

/**
 * `bytes`: of the files in it. `records`: lines of records.jsonl. `span`: positions of the ledger from its first record to its last.
 * The verifier keeps every record of a bundle as an object: measured, 20,000 of some 500 bytes take 60 MB beside the file itself, and an
 * isolate has 128 MB. Files and entries stay far below those of LEDGER section 8. A span is read again in one invocation:
 * 500,000 positions are about 2,000 calls of the 10,000 that one may make.
 */
export type VolumeLimits = { readonly bytes: number; readonly records: number; readonly span: number }

const MIB = 2 ** 20

/** The JSON variant escapes every quotation mark and writes tiles in base64. */
export const LIMITS: Readonly<Record<'bundle' | 'json', VolumeLimits>> = {
  bundle: { bytes: 12 * MIB, records: 20_000, span: 500_000 },
  json: { bytes: 6 * MIB, records: 10_000, span: 500_000 },
}

/** With texts in it: each is an object of its own to read, and an invocation has 10,000 calls for them and for the ledger. */
export const WITH_TEXTS: VolumeLimits = { bytes: 8 * MIB, records: 4_000, span: 500_000 }

/** With documents made of it: typesetting 1,000 messages takes some 95 MB beside the bundle (decision 090), and an isolate has 128. */
export const WITH_DOCUMENTS: VolumeLimits = { bytes: 2 * MIB, records: 1_000, span: 500_000 }

/** What a full leaf tile adds: 256 hashes, its lines in manifests, statement and ZIP. */
export const TILE_COST = 256 * 32 + 600
/** What an opened envelope adds beside its fields, and what its fields are taken for: envelopes are not read while planning. */
export const SEALED_COST = 1024
/** What a text adds beside its own bytes: its file's members, and its lines in manifests, statement and ZIP. */
export const TEXT_COST = 700
