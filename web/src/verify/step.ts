// What every check in this browser answers with: steps in order, and the verdict that follows from them.

/** `undecided`: nothing to compare with yet. `skipped`: an earlier step left nothing to work on. */
export type StepResult = 'ok' | 'false' | 'undecided' | 'skipped'

export interface Step {
  readonly id: string
  /** The claim. */
  readonly title: string
  readonly result: StepResult
  /** What was found, in one sentence; of the first false step it is the verdict. */
  readonly words: string
  /** The rule it follows: `RFC 6962`. */
  readonly rule: string
  /** What was compared, shown when the step is opened. */
  readonly evidence?: readonly (readonly [word: string, value: string])[]
}

export interface Verdict {
  readonly result: 'proven' | 'undecided' | 'false'
  readonly title: string
  readonly words: string
}

type Claim = Pick<Step, 'id' | 'title' | 'rule'>
type Found = Pick<Step, 'result' | 'words' | 'evidence'>

/** A claim with what was found about it. */
export const step = (claim: Claim, found: Found): Step => ({ ...claim, ...found })

/** A claim that nothing could be said about, because of an earlier one. */
export const skipped = (claim: Claim, words: string): Step => ({ ...claim, result: 'skipped', words })

/**
 * The verdict of finished steps. One false step is the whole verdict; steps that a first visit cannot decide are counted
 * and never called proven.
 */
export function verdictOf(steps: readonly Step[], subject: string): Verdict {
  const wrong = steps.find((one) => one.result === 'false')
  if (wrong) return { result: 'false', title: 'The proof does not hold.', words: wrong.words }
  const proven = steps.filter((one) => one.result === 'ok').length
  const open = steps.length - proven
  const claims = `${proven} of ${steps.length} claims proven`
  if (open === 0) {
    return { result: 'proven', title: 'Verified in this browser.', words: `${claims}: ${subject}.` }
  }
  const undecided = steps.filter((one) => one.result !== 'ok').map((one) => one.id)
  // What the ledger itself claims is proven; only when it existed rests on our clock so far.
  if (undecided.every(isOutside)) {
    const words = `${claims}: ${subject}. When it existed rests on our clock until a block of Bitcoin attests it.`
    return { result: 'proven', title: 'Verified in this browser.', words }
  }
  const firstVisit = undecided.every((id) => id === 'key' || id === 'history' || isOutside(id))
  const title = firstVisit ? 'Proven as far as a first visit can.' : 'Not decided yet.'
  const rest = `${open} could not be decided and ${open === 1 ? 'is' : 'are'} named below`
  return { result: 'undecided', title, words: `${claims}: ${subject}; ${rest}.` }
}

/** The steps of verifyOutside. */
const isOutside = (id: string): boolean => id === 'outside' || id === 'anchor'

/** What no check in this browser says, whatever its verdict. */
export const notChecked: readonly (readonly [what: string, why: string])[] = [
  [
    'The chain itself.',
    'An anchor is followed to a block header and its work. That this block is on everybody’s chain you can look up by its hash; without an anchor, times rest on our clock.',
  ],
  [
    'Other people’s copies.',
    'Somebody could be shown another ledger under the same key. Compare the checkpoint with theirs.',
  ],
  ['Whether the vendor told the truth.', 'The ledger proves what the vendor said and that it did not change since.'],
  [
    'This page itself.',
    'Its code came from the same server. Download the proof and check it with a C2SP program of your own.',
  ],
]
