// The quick half of a step: tokens of TSAs and cosignatures of witnesses, each asked until it answers or a week has passed.
import { text } from '../../ledger/bytes.ts'
import { type AlertCode, raise, type Step } from './step.ts'
import { fetchToken, NONCE_BYTES, tokenFile } from './tsa.ts'
import { finish, isDue, putOff } from './turns.ts'
import { askCosignature } from './witness.ts'

/** After a week a token says little that the block does not say better. */
const GIVE_UP_MS = 7 * 24 * 60 * 60 * 1000

function failed(step: Step, key: string, alert: AlertCode, why: string): void {
  const { draft, at, ports } = step
  if (at - draft.since < GIVE_UP_MS) {
    putOff(draft.turns, key, at, ports.settings.pollMs, why)
    return
  }
  finish(draft.turns, key, why)
  raise(step, alert, `${key}: ${why}`)
}

/** A token of every TSA whose turn it is, as a file of its own. */
export async function collectTokens(step: Step): Promise<void> {
  const { draft, digest, at, ports } = step
  await Promise.all(
    ports.settings.tsas.map(async (url) => {
      const key = `tsa ${url}`
      if (!isDue(draft.turns, key, at)) return
      const token = await fetchToken(ports.ask, url, digest, ports.random(NONCE_BYTES))
      if (token.ok) {
        finish(draft.turns, key)
        step.files.set(tokenFile(url), token.file)
      } else failed(step, key, 'token_missing', token.code)
    }),
  )
}

/** A cosignature of every witness whose turn it is. */
export async function collectCosignatures(step: Step): Promise<void> {
  const { draft, file, at, ports } = step
  await Promise.all(
    ports.settings.witnesses.map(async (witness) => {
      const key = `witness ${witness.key.text}`
      if (!isDue(draft.turns, key, at)) return
      const answer = await askCosignature(ports.ask, witness, text(file), ports.consistency)
      if (answer.ok) {
        finish(draft.turns, key)
        draft.cosignatures.push(answer.line)
      } else if (answer.code === 'superseded') {
        // It vouches for a later checkpoint, whose tree holds this one: nothing is missing.
        finish(draft.turns, key, answer.code)
      } else {
        // A witness that saw another history is the very thing witnesses are for.
        const isNews = answer.code === 'inconsistent' && draft.turns[key]?.why !== answer.code
        if (isNews) raise(step, 'inconsistent', `${witness.key.name} refuses the consistency proof`)
        failed(step, key, 'cosignature_missing', answer.code)
      }
    }),
  )
}
