// Checks a receipt against the ledger of today: who signed it, and whether the ledger still begins with what it covers.
import { hex } from '../../../../worker/ledger/bytes.ts'
import type { Checkpoint } from '../../../../worker/ledger/checkpoint.ts'
import { count, plural } from '../../format.ts'
import { checkBetween } from '../../verify/between.ts'
import { claims } from '../../verify/claims.ts'
import type { Store } from '../../verify/memory.ts'
import type { Source } from '../../verify/source.ts'
import { type Step, skipped, step, type Verdict, verdictOf } from '../../verify/step.ts'
import { checkKey, checkSignature } from '../../verify/trust.ts'
import type { FoundReceipt } from './receipt-text.ts'

export interface ReceiptSource extends Pick<Source, 'head' | 'consistency'> {
  /** The newest signed checkpoint as a C2SP note, or null where there is none. */
  newest(): Promise<string | null>
}

const own = {
  ledger: { id: 'ledger', title: 'The receipt is of this ledger', rule: 'LEDGER 3' },
  receipt: { id: 'receipt', title: 'The receipt is signed by that key', rule: claims.signature.rule },
  newest: { id: 'newest', title: 'The newest checkpoint is signed by that key', rule: claims.signature.rule },
  forward: { id: 'forward', title: 'The ledger has not gone back behind the receipt', rule: 'RFC 6962, 2.1.2' },
  between: { id: 'between', title: 'The ledger begins with the records of the receipt', rule: 'RFC 6962, 2.1.2' },
} as const

/** Yields each step as it is done. Throws ApiError when the server does not answer: that is no verdict. */
export async function* verifyReceipt(
  { note, checkpoint: said }: FoundReceipt,
  source: ReceiptSource,
  store: Store,
  now = new Date(),
): AsyncGenerator<Step> {
  const head = await source.head()
  const ofThis = said.origin.endsWith(`/${head.tenant}`)
  yield ledgerStep(said, head.tenant, ofThis)
  if (!ofThis) return
  const { step: keyStep, key } = checkKey(store, head, now)
  yield keyStep
  const receipt = await checkSignature(note, head.tenant, key)
  yield { ...receipt.step, ...own.receipt }
  const served = await source.newest()
  const newest = served === null ? undefined : await checkSignature(served, head.tenant, key)
  yield newest === undefined
    ? step(own.newest, { result: 'false', words: 'The server shows no checkpoint at all, and once it signed one.' })
    : { ...newest.step, ...own.newest }
  const [older, newer] = [receipt.checkpoint, newest?.checkpoint]
  if (older === undefined || newer === undefined) {
    const words = 'Without two signed checkpoints there is nothing to compare.'
    yield skipped(own.forward, words)
    yield skipped(own.between, words)
    return
  }
  yield forwardStep(older, newer)
  if (newer.size < older.size) {
    yield skipped(own.between, 'The server does not show that many records any more.')
    return
  }
  const path = older.size === newer.size ? [] : await source.consistency(older.size, newer.size)
  yield betweenStep(older, newer, path)
}

function ledgerStep(said: Checkpoint, tenant: string, ofThis: boolean): Step {
  const evidence = [['Receipt', said.origin] as const, ['This ledger', tenant] as const]
  if (ofThis) {
    return step(own.ledger, { result: 'ok', words: `It covers ${plural(said.size, 'record')}.`, evidence })
  }
  const words = 'It names another organization’s ledger. Sign in to that organization, and check it there.'
  return step(own.ledger, { result: 'false', words, evidence })
}

const sizes = (older: Checkpoint, newer: Checkpoint) => [
  ['Receipt', `${older.size} ${hex(older.root)}`] as const,
  ['Newest', `${newer.size} ${hex(newer.root)}`] as const,
]

function forwardStep(older: Checkpoint, newer: Checkpoint): Step {
  if (newer.size >= older.size) {
    const words = `${plural(newer.size, 'record')} today, ${count(older.size)} under the receipt.`
    return step(own.forward, { result: 'ok', words })
  }
  const words = `Your receipt covers ${plural(older.size, 'record')}, and the server now shows only ${count(newer.size)}.`
  return step(own.forward, { result: 'false', words, evidence: sizes(older, newer) })
}

function betweenStep(older: Checkpoint, newer: Checkpoint, path: readonly string[]): Step {
  const found = checkBetween(older, newer, path)
  if (found.result === 'ok') return { ...found, ...own.between }
  const words = `The first ${plural(older.size, 'record')} that the server shows are not those under your receipt.`
  return { ...found, ...own.between, words }
}

const keepIt =
  'Keep the receipt: with our signature on it, it is the proof. Tell your auditor, and ask us by a way other than this page.'

/** The verdict, with the two that must not be overlooked by their names. */
export function receiptVerdict(steps: readonly Step[]): Verdict {
  const wrong = steps.find((one) => one.result === 'false')
  const titles: Record<string, string> = {
    ledger: 'This receipt is of another ledger.',
    receipt: 'The signature on this receipt does not hold.',
    forward: 'The ledger was rolled back.',
    between: 'The ledger was rewritten.',
  }
  const title = wrong && titles[wrong.id]
  if (wrong === undefined || title === undefined) return verdictOf(steps, 'your half of the stick fits')
  const alarm = wrong.id === 'forward' || wrong.id === 'between'
  return { result: 'false', title, words: alarm ? `${wrong.words} ${keepIt}` : wrong.words }
}
