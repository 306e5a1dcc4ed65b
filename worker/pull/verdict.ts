// The one table from a failure to a stream's state, its words and the time to wait.
import type { StreamState } from '../db/tenant/streams.ts'
import type { Vendor } from '../vendors/stream.ts'
import type { Ended } from './job.ts'

type Verdict = { state: StreamState; words: string; retryMs: number }

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** 15 s, doubling to an hour, with up to a quarter of jitter so that a vendor's bad minute does not bring everybody back at once. */
export function backoffMs(failures: number, random = Math.random()): number {
  return Math.min(HOUR, 15_000 * 2 ** Math.min(failures - 1, 12)) * (1 + random / 4)
}

const NAME: Record<Vendor, string> = { anthropic: 'Anthropic', openai: 'OpenAI' }

/** `failures`: failed tries in a row, this one counted; at least 1. */
export function verdictOf(vendor: Vendor, ended: Ended, failures: number): Verdict {
  const name = NAME[vendor]
  if (ended.end === 'stopped') return { state: 'retrying', words: ended.words, retryMs: HOUR }
  if (ended.end === 'refused') {
    const words = `One item cannot be a record (${ended.words}). The cursor has not moved.`
    return { state: 'set_aside', words, retryMs: HOUR }
  }
  const { fault } = ended
  switch (fault.code) {
    case 'unauthorized': {
      const words = `${name} refuses this key: it was revoked, deleted or has expired. Replace the key; reading goes on where it stopped.`
      return { state: 'retrying', words, retryMs: 15 * MINUTE }
    }
    // Asking the same again fails the same way, until somebody gives the key more, switches something on, or brings a better key.
    case 'forbidden':
    case 'not_found':
    case 'bad_request': {
      const said = fault.vendorMessage === undefined ? '' : ` ${name} says: “${fault.vendorMessage}”`
      const words = `${fault.words}${said} The cursor has not moved: a key that may read this fills the gap.`
      return { state: 'skipped', words, retryMs: HOUR }
    }
    case 'rate_limited': {
      const words = `${name} asked us to slow down. Nothing is lost; we ask again when it said.`
      return { state: 'retrying', words, retryMs: fault.retryAfter ? fault.retryAfter * 1000 : backoffMs(failures) }
    }
    case 'unreadable': {
      const words = 'One answer did not parse and is kept whole. The cursor has not moved; nothing is lost.'
      return { state: 'set_aside', words, retryMs: HOUR }
    }
    default: {
      const words = `${fault.words} Nothing is lost; we ask again.`
      return { state: 'retrying', words, retryMs: fault.final === true ? HOUR : backoffMs(failures) }
    }
  }
}
