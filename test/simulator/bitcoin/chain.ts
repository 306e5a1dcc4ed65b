// A Bitcoin chain with regtest difficulty: real headers over real merkle trees, mined on request or as the clock goes on.
import type { Clock } from '../clock.ts'
import { hexOf, type Move, merkle, twice } from './hashes.ts'

export interface Block {
  readonly height: number
  /** Reversed hex, as explorers print it. */
  readonly hash: string
  readonly header: Uint8Array
  /** Raw transactions, the coinbase first. */
  readonly transactions: readonly Uint8Array[]
}

/** Where a transaction stands: its block, and the moves from its id to the block's merkle root. */
export interface Place {
  readonly height: number
  readonly moves: readonly Move[]
}

export interface Chain {
  readonly tip: number
  block(height: number): Block | undefined
  byHash(hash: string): Block | undefined
  /** Whom every new block asks for transactions. */
  onTemplate(source: () => readonly Uint8Array[]): void
  mine(count: number): void
  /** Takes the last `depth` blocks off and mines one more than that; their transactions come again in the first. */
  reorganize(depth: number): void
  /** Mines what is due since the last look. */
  catchUp(): void
  placeOf(transaction: Uint8Array): Place | undefined
  clear(): void
}

/** Every second nonce meets it. */
const BITS = 0x207fffff
/** So that heights look like today's. */
const FIRST_HEIGHT = 921_300
const FIRST_BLOCKS = 8
/** Nobody waits for the blocks of a month. */
const MOST_AT_ONCE = 500

function headerOver(previous: Uint8Array, root: Uint8Array, seconds: number): Uint8Array {
  const header = new Uint8Array(80)
  const view = new DataView(header.buffer)
  view.setInt32(0, 0x20000000, true)
  header.set(previous, 4)
  header.set(root, 36)
  view.setUint32(68, seconds, true)
  view.setUint32(72, BITS, true)
  // The target is 0x7fffff followed by zeros: the hash, read backwards, must begin below 0x80.
  for (let nonce = 0; (twice(header)[31] ?? 255) >= 0x7f; nonce++) view.setUint32(76, nonce, true)
  return header
}

/** A chain of eight blocks. `interval` = milliseconds between blocks, 0 for none on its own. */
export function createChain(clock: Clock, interval: () => number): Chain {
  const sources: (() => readonly Uint8Array[])[] = []
  let blocks: Block[] = []
  let orphans: Block[] = []
  let pool: Uint8Array[] = []
  let minedAt = 0

  function add(): void {
    const height = FIRST_HEIGHT + blocks.length
    // Orphans counted in, so that a block mined again is another block.
    const coinbase = new TextEncoder().encode(`coinbase ${height} after ${orphans.length}`)
    const transactions = [coinbase, ...pool, ...sources.flatMap((source) => source())]
    pool = []
    const { root } = merkle(transactions.map(twice), 'twice')
    const last = blocks.at(-1)
    const previous = last === undefined ? new Uint8Array(32) : twice(last.header)
    const header = headerOver(previous, root, Math.floor(clock.now().getTime() / 1000))
    blocks.push({ height, hash: hexOf(twice(header).reverse()), header, transactions })
    minedAt = clock.now().getTime()
  }

  function mine(count: number): void {
    for (let n = 0; n < count; n++) add()
  }

  function clear(): void {
    blocks = []
    orphans = []
    pool = []
    mine(FIRST_BLOCKS)
  }
  clear()

  return {
    get tip() {
      return FIRST_HEIGHT + blocks.length - 1
    },
    block: (height) => blocks[height - FIRST_HEIGHT],
    byHash: (hash) => [...blocks, ...orphans].find((block) => block.hash === hash),
    onTemplate: (source) => void sources.push(source),
    mine,
    reorganize(depth) {
      const off = blocks.splice(-depth)
      orphans.push(...off)
      pool.push(...off.flatMap(({ transactions }) => transactions.slice(1)))
      mine(depth + 1)
    },
    catchUp() {
      const every = interval()
      if (every > 0) mine(Math.min(Math.floor((clock.now().getTime() - minedAt) / every), MOST_AT_ONCE))
    },
    placeOf(transaction) {
      const wanted = hexOf(transaction)
      for (const { height, transactions } of blocks) {
        const at = transactions.findIndex((other) => hexOf(other) === wanted)
        if (at >= 0) return { height, moves: merkle(transactions.map(twice), 'twice').paths[at] ?? [] }
      }
      return undefined
    },
    clear,
  }
}
