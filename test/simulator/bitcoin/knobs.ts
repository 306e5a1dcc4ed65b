// The knobs of whoever vouches for a checkpoint: chain, explorers, calendars, TSA, witness.
import { z } from 'zod'

/** The explorer's name is its place in the address: `one` of `/bitcoin/one`. */
const explorer = z.string()

/** Members of `knobChangeSchema`; what is given replaces what was, but for the two that mine. */
export const anchorKnobShape = {
  /** Mines so many blocks now. */
  bitcoin_mine: z.int().positive().max(1000).optional(),
  /** Takes so many blocks off the chain and mines one more than that. */
  bitcoin_reorg: z.int().positive().max(100).optional(),
  /** Milliseconds between blocks that come on their own; 0 = none do. */
  bitcoin_interval_ms: z.int().nonnegative().optional(),
  bitcoin_down: z.array(explorer).optional(),
  /** Blocks by which an explorer is behind. */
  bitcoin_lag: z.record(explorer, z.int().nonnegative()).optional(),
  /** The explorer that names other blocks than the chain's; null = none does. */
  bitcoin_disagree: z.union([explorer, z.null()]).optional(),
  /** Names of calendars that answer 503. */
  calendar_down: z.array(z.string()).optional(),
  /** `on`: promises are made and no transaction ever is. */
  calendar_stuck: z.enum(['on', 'off']).optional(),
  /** Blocks, its own included, after which a calendar tells of a transaction; the real ones wait for six. */
  calendar_confirmations: z.int().positive().optional(),
  /** `refuse`: a reply with PKIStatus 2 and no token. */
  tsa: z.enum(['on', 'refuse']).optional(),
  /** The vkeys of the logs that the witness knows. */
  witness_logs: z.array(z.string()).optional(),
} as const

const changeSchema = z.object(anchorKnobShape)
export type AnchorKnobChange = z.infer<typeof changeSchema>

export interface AnchorKnobs {
  bitcoin_interval_ms: number
  bitcoin_down: readonly string[]
  bitcoin_lag: Readonly<Record<string, number | undefined>>
  bitcoin_disagree: string | null
  calendar_down: readonly string[]
  calendar_stuck: 'on' | 'off'
  calendar_confirmations: number
  tsa: 'on' | 'refuse'
  witness_logs: readonly string[]
}

/** Nothing fails, and no block comes on its own unless `intervalMs` says so. */
export function defaultAnchorKnobs(intervalMs = 0): AnchorKnobs {
  return {
    bitcoin_interval_ms: intervalMs,
    bitcoin_down: [],
    bitcoin_lag: {},
    bitcoin_disagree: null,
    calendar_down: [],
    calendar_stuck: 'off',
    calendar_confirmations: 1,
    tsa: 'on',
    witness_logs: [],
  }
}

/** Merges a change in place. Blocks are mined by the caller. */
export function turnAnchorKnobs(knobs: AnchorKnobs, change: AnchorKnobChange): void {
  const { bitcoin_mine: _mined, bitcoin_reorg: _reorganized, ...rest } = change
  for (const [name, value] of Object.entries(rest)) {
    if (name in defaultAnchorKnobs() && value !== undefined) Object.assign(knobs, { [name]: value })
  }
}
