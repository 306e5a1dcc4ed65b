// What the explorers say of the Bitcoin chain: only what all of them agree on, and of that only headers that carry their own work.
import { equal, fromHex } from '../../ledger/bytes.ts'
import { type BlockHeader, displayHash, hasProofOfWork, parseHeader, provesWork } from '../../ledger/ots/header.ts'
import { BURIED } from '../../ledger/ots/verify.ts'
import { type Ask, shortText } from './ask.ts'
import type { AnchorSettings } from './settings.ts'

/** The headers from a height on, as far as the chain goes and at most seven; empty where there is no such block (yet). */
export type RunResult =
  | { readonly ok: true; readonly run: ReadonlyMap<number, Uint8Array> }
  | { readonly ok: false; readonly code: ExplorerCode }
export type ExplorerCode =
  | 'unreachable' // one of them gave no usable answer
  | 'disagree' // they name different blocks, or one does not know it: wait
  | 'bad_header' // nobody shows 80 bytes with this hash and proof of work

/** One reading of the chain: every height is asked once, so that all runs of a step are of one chain. */
export type ChainView = (height: number) => Promise<RunResult>

const HASH = /^[0-9a-f]{64}$/
const HEADER = /^[0-9a-f]{160}$/
const MAX_BYTES = 4096

type Named = { hash: string } | { absent: true } | { code: ExplorerCode }
type Shown = { bytes: Uint8Array; header: BlockHeader } | { absent: true } | { code: ExplorerCode }

/** A view for one step; `known` are headers from an earlier one, by display hash, which need not be fetched again. */
export function chainView(
  ask: Ask,
  { explorers, regtest }: Pick<AnchorSettings, 'explorers' | 'regtest'>,
  known: ReadonlyMap<string, Uint8Array> = new Map(),
): ChainView {
  const names = new Map<number, Promise<Named>>()

  async function hashFrom(explorer: string, height: number): Promise<Named> {
    const reply = await ask({ url: `${explorer}/block-height/${height}`, maxBytes: MAX_BYTES })
    if (!reply.ok) return { code: 'unreachable' }
    if (reply.status === 404 || reply.status === 400) return { absent: true }
    const hash = shortText(reply.body)
    return reply.status === 200 && HASH.test(hash) ? { hash } : { code: 'unreachable' }
  }

  async function agreed(height: number): Promise<Named> {
    const all = await Promise.all(explorers.map((explorer) => hashFrom(explorer, height)))
    const failed = all.find((named) => 'code' in named)
    if (failed !== undefined) return failed
    const said = new Set(all.map((named) => ('hash' in named ? named.hash : 'absent')))
    return said.size === 1 ? (all[0] ?? { absent: true }) : { code: 'disagree' }
  }

  function nameOf(height: number): Promise<Named> {
    const named = names.get(height) ?? agreed(height)
    names.set(height, named)
    return named
  }

  function judged(bytes: Uint8Array, hash: string): Shown {
    const header = parseHeader(bytes)
    // The hash binds the content to what all explorers named, so that any of them may show it.
    if (header === undefined || displayHash(header) !== hash) return { code: 'bad_header' }
    const works = hasProofOfWork(header) && (regtest || provesWork(header))
    return works ? { bytes, header } : { code: 'bad_header' }
  }

  async function headerOf(hash: string): Promise<Shown> {
    const own = known.get(hash)
    if (own !== undefined) return judged(own, hash)
    let last: Shown = { code: 'unreachable' }
    for (const explorer of explorers) {
      const reply = await ask({ url: `${explorer}/block/${hash}/header`, maxBytes: MAX_BYTES })
      const text = reply.ok && reply.status === 200 ? shortText(reply.body).toLowerCase() : ''
      if (!HEADER.test(text)) continue
      last = judged(fromHex(text), hash)
      if ('header' in last) return last
    }
    return last
  }

  return async (height) => {
    const run = new Map<number, Uint8Array>()
    let below: BlockHeader | undefined
    for (let at = height; at <= height + BURIED; at++) {
      const named = await nameOf(at)
      const shown = 'hash' in named ? await headerOf(named.hash) : named
      // The attested block itself must be sure; a quarrel over what is on top of it only means: not that deep yet.
      if (at === height && 'code' in shown) return { ok: false, code: shown.code }
      if (!('header' in shown) || (below !== undefined && !equal(shown.header.prev, below.hash))) break
      run.set(at, shown.bytes)
      below = shown.header
    }
    return { ok: true, run }
  }
}
