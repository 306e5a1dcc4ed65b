// What was pasted, before anything is sent anywhere: cleaned of what came along, and told apart by its prefix. References: anthropic section 2, openai section 1.
import type { Vendor } from './stream.ts'

export type KeyKind =
  | 'anthropic_admin'
  | 'anthropic_compliance'
  | 'anthropic_api'
  | 'anthropic_oauth'
  | 'anthropic_unknown'
  | 'openai_admin'
  | 'openai_project'
  | 'openai_service'
  | 'openai_user'
  | 'openai_unknown'
  | 'aws'
  | 'google'
  | 'foreign'
  | 'unknown'

/** Where a key is pasted: an Admin key by its vendor, a key for content in a field of its own. */
export type KeyField = Vendor | 'anthropic_compliance'

/** `tidied`: something around the key was taken away, which the report says. */
export type Pasted =
  | { ok: true; key: string; kind: KeyKind; tidied: boolean }
  | { ok: false; code: 'empty_key' | 'malformed_key'; message: string; remedy: string }

const AGAIN = 'Copy the key again from where it was made and paste only the key itself.'
/** Keys have about 110 characters; anything far longer is a document. */
const LONGEST = 400
const SHORTEST = 20

// The longest prefix first: `sk-` fits nearly all of them.
const PREFIXES: [RegExp, KeyKind][] = [
  [/^sk-ant-admin/, 'anthropic_admin'],
  [/^sk-ant-api01-/, 'anthropic_compliance'],
  [/^sk-ant-api/, 'anthropic_api'],
  [/^sk-ant-(?:oat|ort|sid)/, 'anthropic_oauth'],
  [/^sk-ant-/, 'anthropic_unknown'],
  [/^sk-admin-/, 'openai_admin'],
  [/^sk-proj-/, 'openai_project'],
  [/^sk-svcacct-/, 'openai_service'],
  [/^sk-(?:or|lf)-/, 'foreign'],
  // Old user keys have no word behind `sk-`; a word that we do not know may begin a kind that we do not know.
  [/^sk-(?:None-)?[A-Za-z0-9]+$/, 'openai_user'],
  [/^sk-/, 'openai_unknown'],
  [/^(?:AKIA|ASIA|ABSK|bedrock-api-key-)/, 'aws'],
  [/^(?:AIza|ya29\.|GOCSPX-|AQ\.)/, 'google'],
  // Secrets of others that say whose they are: never sent to anybody else.
  [/^(?:gh[a-z]_|github_pat_|glpat-|xox[a-z]-|[prs]k_(?:live|test)_|hf_|npm_|gsk_|xai-|r8_|pplx-|tally_)/, 'foreign'],
]

export const kindOf = (key: string): KeyKind => PREFIXES.find(([pattern]) => pattern.test(key))?.[1] ?? 'unknown'

const FIELDS: Record<KeyField, string> = {
  anthropic: 'an Admin API key; it begins with sk-ant-admin01-',
  anthropic_compliance: 'a Compliance Access Key; it begins with sk-ant-api01-',
  openai: 'an Admin API key; it begins with sk-admin-',
}

/**
 * The key in what was pasted into a field. White space, quotes, `Bearer`, a header's name or an environment assignment around it are taken
 * away; anything that leaves doubt about which characters are the key is refused.
 */
export function readPasted(pasted: string, field: KeyField = 'anthropic'): Pasted {
  const key = unwrap(pasted.slice(0, 2_000))
  if (key === '') {
    const message = 'There is no key in the field.'
    return { ok: false, code: 'empty_key', message, remedy: `Paste ${FIELDS[field]}.` }
  }
  const flaw = flawOf(key)
  if (flaw !== undefined) return { ok: false, code: 'malformed_key', message: flaw, remedy: AGAIN }
  return { ok: true, key, kind: kindOf(key), tidied: key !== pasted }
}

// From the outside in, repeated until nothing more comes off.
const WRAPPINGS = [
  /^[\s\u200b\ufeff]+/,
  /[\s\u200b\ufeff]+$/,
  /^["'`\u2018\u201c]+/,
  /["'`\u2019\u201d;,]+$/,
  /^Bearer\s+/i,
  /^(?:x-api-key|authorization)\s*:/i,
  /^(?:export\s+|set\s+|\$env:)?[A-Za-z_][A-Za-z0-9_]*["']?\s*[=:](?=\s*["']?sk-)/,
]

function unwrap(pasted: string): string {
  let key = pasted
  for (let before = ''; before !== key; ) {
    before = key
    for (const wrapping of WRAPPINGS) key = key.replace(wrapping, '')
  }
  return key
}

function flawOf(key: string): string | undefined {
  if (/\.\.\.|…|\*{3}|•/.test(key)) return 'This is the shortened form of a key, as lists show it, and not the key.'
  if (/\s/.test(key)) return 'There is a space or a line break inside the key.'
  if (/[^\x21-\x7e]/.test(key)) return 'There are characters in it that no key has.'
  if (key.length > LONGEST) return 'This is far longer than a key.'
  if (key.length < SHORTEST) return 'This is too short for a key.'
  return undefined
}

/** The last four characters, by which people recognize a key. */
export const lastFour = (key: string): string => (key.length >= SHORTEST ? key.slice(-4) : '')
