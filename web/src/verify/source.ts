// Where a check gets its material: the ledger's API. Nothing of what it says is believed before it is recomputed.
import type { LedgerHead, RecordDetail } from '../../../worker/http/schemas/ledger.ts'
import type { RootProof } from '../../../worker/http/schemas/rootlog.ts'
import { entriesPath } from '../../../worker/ledger/tile.ts'
import { ApiError, api } from '../api/client.ts'
import { fetchBody } from './fetch-body.ts'
import type { OutsideSource } from './outside.ts'

export interface Source {
  head(): Promise<Pick<LedgerHead, 'tenant' | 'vkey' | 'size' | 'head'>>
  /** The exact text of one record. */
  text(seq: number): Promise<string>
  /** A C2SP tlog-proof under the newest checkpoint; null while no checkpoint covers the record. */
  proof(seq: number): Promise<string | null>
  /** Hashes in hex, RFC 6962 section 2.1.2. */
  consistency(from: number, to: number): Promise<readonly string[]>
  /** An entry bundle of C2SP tlog-tiles, or null where the server has none of that width. */
  bundle(index: number, width: number): Promise<Uint8Array | null>
}

/** The signed-in tenant's own ledger. Every call throws ApiError when the server does not answer. */
export function apiSource(signal?: AbortSignal): Source {
  return {
    head: () => api.get('/api/ledger', { signal }),
    text: async (seq) => (await api.get<RecordDetail>(`/api/ledger/records/${seq}`, { signal })).record,
    proof: (seq) => orNull(fetchBody(`/api/ledger/records/${seq}/proof`, signal).then((body) => body.text())),
    consistency: async (from, to) =>
      (await api.get<{ hashes: string[] }>('/api/ledger/consistency', { query: { from, to }, signal })).hashes,
    bundle: (index, width) =>
      orNull(
        fetchBody(`/api/ledger/${entriesPath(index, width)}`, signal)
          .then((body) => body.arrayBuffer())
          .then((bytes) => new Uint8Array(bytes)),
      ),
  }
}

/** The same for what stands outside the ledger; the files of a cut are public. */
export function outsideSource(signal?: AbortSignal): OutsideSource {
  return {
    rootProof: (seq) => orNull(api.get<RootProof>(`/api/ledger/records/${seq}/root-proof`, { signal })),
    proofUnder: (seq, size) =>
      orNull(fetchBody(`/api/ledger/records/${seq}/proof?size=${size}`, signal).then((body) => body.text())),
    cutFile: (size, name) =>
      orNull(
        fetchBody(`/.well-known/tallystick/root/cuts/${size}/${name}`, signal)
          .then((body) => body.arrayBuffer())
          .then((bytes) => new Uint8Array(bytes)),
      ),
  }
}

/** A 404 is an answer here: there is no such file yet. */
async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null
    throw error
  }
}
