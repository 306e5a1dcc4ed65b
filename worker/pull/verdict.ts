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

/** The vendor lets only listed addresses in (OpenAI reference section 10); the wording is not documented. */
const NOT_ALLOWED = /\bip\b.*\b(?:not|un)\s?-?(?:authorized|allowed|listed|permitted)|allow-?list/i

const NAME: Record<Vendor, string> = { anthropic: 'Anthropic', openai: 'OpenAI' }

/** Failed tries in a row, and how often in a row the vendor said that the key may not read this; this one counted. */
export type Tries = { failures: number; refusals: number }

/** Whether the vendor said that the key may not read this, which a good key may hear too while the vendor has a bad spell. */
export const isRefusal = (ended: Ended): boolean => ended.end === 'fault' && ended.fault.code === 'forbidden'

export function verdictOf(vendor: Vendor, ended: Ended, { failures, refusals }: Tries): Verdict {
  const name = NAME[vendor]
  if (ended.end === 'stopped') return { state: 'retrying', words: ended.words, retryMs: HOUR }
  if (ended.end === 'refused') {
    const words = `One item cannot be a record (${ended.words}). The cursor has not moved.`
    return { state: 'set_aside', words, retryMs: HOUR }
  }
  const { fault } = ended
  switch (fault.code) {
    case 'unauthorized': {
      if (NOT_ALLOWED.test(fault.vendorMessage ?? '')) {
        const words = `${name} refuses our address: the organization lets only listed addresses in, and ours change. Lift that for admin keys; reading goes on where it stopped.`
        return { state: 'retrying', words, retryMs: 15 * MINUTE }
      }
      const words = `${name} refuses this key: it was revoked, deleted or has expired. Replace the key; reading goes on where it stopped.`
      return { state: 'retrying', words, retryMs: 15 * MINUTE }
    }
    // Asking the same again fails the same way, but for false alarms (OpenAI reference section 1: asked once more), until somebody gives the key more, switches something on, or brings a better key.
    case 'forbidden':
    case 'not_found':
    case 'bad_request': {
      const said = fault.vendorMessage === undefined ? '' : ` ${name} says: “${fault.vendorMessage}”`
      if (vendor === 'openai' && fault.code === 'forbidden' && refusals === 1) {
        const words = `${fault.words}${said} Such answers can be false: we ask once more before we believe it.`
        return { state: 'retrying', words, retryMs: MINUTE }
      }
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
