// One OpenTimestamps calendar: takes digests, promises, puts all promises of a while into one transaction, and shows the way to its block.
import type { Chain } from '../bitcoin/chain.ts'
import { hexOf, join, type Move, merkle, once } from '../bitcoin/hashes.ts'
import type { AnchorKnobs } from '../bitcoin/knobs.ts'
import type { Clock } from '../clock.ts'
import { blockTrail, promiseTrail } from './trail.ts'

export interface Calendar {
  /** The tree for a digest, ending in a promise at `uri`. */
  stamp(digest: Uint8Array, uri: string): Uint8Array<ArrayBuffer>
  /** The tree for a commitment, or the words of the 404. */
  timestamp(commitment: string): Uint8Array<ArrayBuffer> | string
  clear(): void
}

/** All promises that went into one transaction: the moves from each commitment to the transaction's id. */
interface Batch {
  readonly transaction: Uint8Array
  readonly moves: ReadonlyMap<string, readonly Move[]>
}

const text = (words: string) => new TextEncoder().encode(words)

/** A calendar whose transactions go into `chain`. Its nonces come from name and count: the same run, the same bytes. */
export function createCalendar(name: string, chain: Chain, clock: Clock, knobs: AnchorKnobs): Calendar {
  let waiting: Uint8Array[] = []
  let batches: Batch[] = []
  let count = 0

  chain.onTemplate(() => {
    if (waiting.length === 0 || knobs.calendar_stuck === 'on') return []
    const { root, paths } = merkle(waiting.map(once), 'once')
    // An OP_RETURN output somewhere in the middle of a transaction.
    const before = text(`${name} pays itself and says `)
    const after = text(' locktime 0')
    const transaction = join(before, root, after)
    const toId: Move[] = [{ prepend: before }, { append: after }, 'sha256', 'sha256']
    const moves = waiting.map(
      (commitment, at) => [hexOf(commitment), ['sha256', ...(paths[at] ?? []), ...toId] satisfies Move[]] as const,
    )
    batches.push({ transaction, moves: new Map(moves) })
    waiting = []
    return [transaction]
  })

  return {
    stamp(digest, uri) {
      chain.catchUp() // what was due before belongs to blocks that cannot hold this
      count += 1
      const nonce = once(text(`${name} nonce ${count}`)).subarray(0, 16)
      const time = new Uint8Array(4)
      new DataView(time.buffer).setUint32(0, Math.floor(clock.now().getTime() / 1000))
      const message = join(time, once(join(digest, nonce)))
      const mac = once(join(text(`${name} key`), message)).subarray(0, 8)
      waiting.push(join(message, mac))
      return promiseTrail([{ append: nonce }, 'sha256', { prepend: time }, { append: mac }], uri)
    },
    timestamp(commitment) {
      chain.catchUp()
      const batch = batches.find(({ moves }) => moves.has(commitment))
      const waits = waiting.some((other) => hexOf(other) === commitment)
      if (batch === undefined) return waits ? 'Pending confirmation in Bitcoin blockchain' : 'Not found'
      const place = chain.placeOf(batch.transaction)
      if (place === undefined) return 'Pending confirmation in Bitcoin blockchain'
      const missing = knobs.calendar_confirmations - (chain.tip - place.height + 1)
      if (missing > 0) return `Timestamped by transaction; waiting for ${missing} confirmations`
      return blockTrail([...(batch.moves.get(commitment) ?? []), ...place.moves], place.height)
    },
    clear() {
      waiting = []
      batches = []
      count = 0
    },
  }
}
