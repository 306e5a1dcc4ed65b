// What became of an anchor, in words that claim no more than is known: who promised, which block, how deep, and on which chain.
import type { Anchored } from '../../../worker/http/schemas/rootlog.ts'
import { count, plural } from '../format.ts'
import { moment } from '../time.ts'

/** Blocks on top from which an anchor counts as buried (LEDGER section 7.1). */
const BURIED = 6

type Chain = Pick<Anchored, 'network'>

/** `Bitcoin`, and never that where the installation plays its own chain. */
export const chainName = ({ network }: Chain): string => (network === 'regtest' ? 'the local test chain' : 'Bitcoin')

/** `Bitcoin block 921,337`, `block 142 of the local test chain`. */
export function blockName({ network, block = 0 }: Chain & Pick<Anchored, 'block'>): string {
  return network === 'regtest' ? `block ${count(block)} of the local test chain` : `Bitcoin block ${count(block)}`
}

/** The same for a row: `Block 921,337`, `Test block 142`. */
export const blockWord = ({ network, block = 0 }: Chain & Pick<Anchored, 'block'>): string =>
  `${network === 'regtest' ? 'Test block' : 'Block'} ${count(block)}`

/** `, 20 Nov 2026, 11:47 UTC, 2 of 6 blocks on top`: when the block was made, and how sure it is. */
export function depthWords({ time, above = 0, state }: Pick<Anchored, 'time' | 'above' | 'state'>): string {
  const when = time === undefined ? '' : `, ${moment(time)}`
  const deep =
    state === 'buried' ? `, at least ${count(Math.max(above, BURIED))} deep` : `, ${above} of ${BURIED} blocks on top`
  return `${when}${deep}`
}

/** The word of its state in a table. */
export const anchorState = (anchored: Anchored | null): string => {
  switch (anchored?.state) {
    case 'buried':
      return 'Anchored'
    case 'confirmed':
      return 'In a block'
    case 'pending':
      return 'Pending'
    case 'submitted':
      return 'Submitted'
    case 'included':
      return 'In the root log'
    case undefined:
      return 'Signed'
  }
}

/** What the outside has said so far: `4 calendars promised it, in a block within hours`. */
export function anchorStanding(anchored: Anchored | null): string {
  if (anchored === null) return 'waits for the next cut of the root log'
  const { state, calendars, network } = anchored
  switch (state) {
    case 'buried':
    case 'confirmed':
      return blockName(anchored)
    case 'pending': {
      const who = calendars === null ? 'calendars' : plural(calendars.promised, 'calendar')
      return `${who} promised it, in a ${network === 'regtest' ? 'test block soon' : 'block within hours'}`
    }
    case 'submitted':
      return calendars === null
        ? 'sent to the calendars'
        : `sent to ${plural(calendars.asked, 'calendar')}, ${calendars.promised} answered`
    case 'included':
      return 'in the root log, next to be sent to the calendars'
  }
}

/** Others that saw the root checkpoint, apart from the chain: `1 time stamp and 2 witnesses`; null where nobody did. */
export function vouchers({ tokens, witnesses }: Pick<Anchored, 'tokens' | 'witnesses'>): string | null {
  const others = [
    ...(tokens > 0 ? [plural(tokens, 'time stamp')] : []),
    ...(witnesses > 0 ? [plural(witnesses, 'witness', 'witnesses')] : []),
  ]
  return others.length === 0 ? null : others.join(' and ')
}
