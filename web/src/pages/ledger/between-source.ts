// Where a comparison of two checkpoints gets its material. A signed checkpoint of any size stands in the proof of its last record.
import { parseTlogProof } from '../../../../worker/ledger/tlog-proof.ts'
import { ApiError } from '../../api/client.ts'
import type { BetweenSource } from '../../verify/between.ts'
import { fetchBody } from '../../verify/fetch-body.ts'
import { apiSource } from '../../verify/source.ts'

export function betweenSource(signal: AbortSignal): BetweenSource {
  const { head, consistency } = apiSource(signal)
  return {
    head,
    consistency,
    async note(size) {
      try {
        const file = await fetchBody(`/api/ledger/records/${size - 1}/proof?size=${size}`, signal)
        return parseTlogProof(await file.text())?.checkpoint ?? null
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null
        throw error
      }
    },
  }
}
