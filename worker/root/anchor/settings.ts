// Whom the anchoring asks: calendars, explorers, TSAs and witnesses, read from the texts of the installation's settings.
import { COSIGNATURE, parseVkey, type VerifierKey } from '../../ledger/vkey.ts'

/** A witness: the key its cosignatures are checked with, and the prefix under which it answers `add-checkpoint`. */
export type Witness = { readonly key: VerifierKey; readonly url: string }

export type AnchorSettings = {
  /** Base URLs without a last slash, at least three (LEDGER section 7.1). */
  readonly calendars: readonly string[]
  /** Bases of Esplora APIs, at least two: a block counts where all of them name it. */
  readonly explorers: readonly string[]
  /** Addresses to which timestamp requests are posted. */
  readonly tsas: readonly string[]
  readonly witnesses: readonly Witness[]
  /** Takes headers whose target proves no work: local set-ups and tests only. */
  readonly regtest: boolean
  /** The shortest wait between two questions of one kind; every back-off is a multiple of it. */
  readonly pollMs: number
}

/** The settings as texts, lists separated by commas or white space; what is undefined or empty takes its default. */
export type AnchorTexts = {
  readonly calendars?: string | undefined
  readonly explorers?: string | undefined
  readonly tsas?: string | undefined
  /** `<vkey>=<url>` pairs; the vkeys of type 0x04. */
  readonly witnesses?: string | undefined
  readonly network?: string | undefined
  readonly pollSeconds?: string | undefined
}

/** The public calendars that the stock client submits to. */
export const DEFAULT_CALENDARS = [
  'https://a.pool.opentimestamps.org',
  'https://b.pool.opentimestamps.org',
  'https://a.pool.eternitywall.com',
  'https://ots.btc.catallaxy.com',
]
export const DEFAULT_EXPLORERS = ['https://blockstream.info/api', 'https://mempool.space/api']

/** LEDGER section 7.1. */
export const CALENDARS_NEEDED = 3
const EXPLORERS_NEEDED = 2
/** A block comes every ten minutes on average; asking more often tells nothing new. */
const DEFAULT_POLL_SECONDS = 600

/** The calendars behind the public pools: a pool's promise names one of these, by the allow-list of the stock client. */
const PUBLIC_CALENDAR =
  /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*\.calendar\.(opentimestamps\.org|eternitywall\.com|catallaxy\.com)$/

/** Reads the settings. Throws RangeError with the setting's name on what nobody could anchor with: that is a mistake of the deployment. */
export function anchorSettings(texts: AnchorTexts = {}): AnchorSettings {
  const calendars = urls('OTS_CALENDARS', texts.calendars, DEFAULT_CALENDARS)
  const explorers = urls('BITCOIN_API_URL', texts.explorers, DEFAULT_EXPLORERS)
  if (calendars.length < CALENDARS_NEEDED) throw new RangeError(`OTS_CALENDARS: at least ${CALENDARS_NEEDED}`)
  if (explorers.length < EXPLORERS_NEEDED) throw new RangeError(`BITCOIN_API_URL: at least ${EXPLORERS_NEEDED}`)
  const network = texts.network || 'mainnet'
  if (network !== 'mainnet' && network !== 'regtest') throw new RangeError('BITCOIN_NETWORK: mainnet or regtest')
  const seconds = Number(texts.pollSeconds || DEFAULT_POLL_SECONDS)
  if (!Number.isFinite(seconds) || seconds <= 0) throw new RangeError('ANCHOR_POLL_SECONDS: a number above 0')
  return {
    calendars,
    explorers,
    tsas: [...new Set(listOf(texts.tsas).map(tsaUrl))],
    witnesses: listOf(texts.witnesses).map(witnessOf),
    regtest: network === 'regtest',
    pollMs: seconds * 1000,
  }
}

/** Whether a promise's address may be asked: it came from outside, so only calendars that were configured or are known count. */
export function isCalendar({ calendars }: AnchorSettings, uri: string): boolean {
  return calendars.includes(uri.replace(/\/+$/, '')) || PUBLIC_CALENDAR.test(uri)
}

const listOf = (text = '') => text.split(/[\s,]+/).filter((part) => part !== '')

function urls(name: string, text: string | undefined, fallback: readonly string[]): string[] {
  const given = listOf(text)
  return [...new Set((given.length > 0 ? given : fallback).map((url) => baseUrl(name, url)))]
}

function baseUrl(name: string, text: string): string {
  if (!URL.canParse(text) || !/^https?:\/\/[^?#]+$/.test(text)) throw new RangeError(`${name}: ${text} is no base URL`)
  return text.replace(/\/+$/, '')
}

/** Kept to the letter: a TSA has one address, and a slash or query at its end can be part of it. */
function tsaUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new RangeError(`TSA_URLS: ${text} is no URL`)
  return text
}

function witnessOf(pair: string): Witness {
  const [, vkey = '', url = ''] = /^(.+?)=(https?:.+)$/.exec(pair) ?? []
  const key = parseVkey(vkey)
  if (key?.type !== COSIGNATURE) throw new RangeError(`WITNESSES: ${pair} is no <vkey>=<url> of a witness`)
  return { key, url: baseUrl('WITNESSES', url) }
}
