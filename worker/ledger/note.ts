// Signed notes (c2sp.org/signed-note): text that people can read, and under it who stands for it.
import { text as decodeText, EncodingError, utf8 } from './bytes.ts'
import { cosignatureTime, verifyCosignature } from './cosignature.ts'
import { publicKeyOf, sign, verify } from './ed25519.ts'
import { formatSignatureLine, parseSignatureLines, type SignatureLine } from './signature-line.ts'
import { COSIGNATURE, ED25519, makeKey, type VerifierKey } from './vkey.ts'

/** `text` is what is signed, with its last newline and without the blank line. */
export type Note = { readonly text: string; readonly signatures: readonly SignatureLine[] }

/** A key whose signature was found good; `time` (Unix seconds) for cosignatures. */
export type VerifiedSignature = { readonly key: VerifierKey; readonly time?: number | undefined }

/** Why a note was not opened. */
export type NoteCode =
  | 'malformed'
  | 'bad_signature' // a known key's signature fails: the whole note is refused
  | 'no_known_key' // nothing good by a key we know

export type NoteResult =
  | { readonly ok: true; readonly note: Note; readonly verified: readonly VerifiedSignature[] }
  | { readonly ok: false; readonly code: NoteCode }

/** The parts of a note, or undefined: not UTF-8, control characters, no blank line, anything but signature lines after the last one. */
export function parseNote(input: string | Uint8Array): Note | undefined {
  let source: string
  try {
    source = typeof input === 'string' ? input : decodeText(input)
  } catch (error) {
    if (error instanceof EncodingError) return undefined
    throw error
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the specification forbids exactly these
  if (!source.isWellFormed() || /[\u0000-\u0009\u000b-\u001f]/.test(source)) return undefined
  const blank = source.lastIndexOf('\n\n')
  if (blank < 0) return undefined
  const signatures = parseSignatureLines(source.slice(blank + 2))
  return signatures === undefined ? undefined : { text: source.slice(0, blank + 1), signatures }
}

async function isGood(note: Note, line: SignatureLine, key: VerifierKey): Promise<boolean> {
  if (key.type === COSIGNATURE) return verifyCosignature(note.text, line, key)
  return verify(key.publicKey, utf8(note.text), line.payload)
}

/**
 * Checks every line of a known key. Lines of unknown keys are ignored; one bad line of a known key
 * refuses all; at least one must be good. A vkey named twice counts once.
 */
export async function verifyNote(input: Note | string | Uint8Array, keys: readonly VerifierKey[]): Promise<NoteResult> {
  const note = typeof input === 'string' || input instanceof Uint8Array ? parseNote(input) : input
  if (note === undefined) return { ok: false, code: 'malformed' }
  const verified: VerifiedSignature[] = []
  for (const line of note.signatures) {
    for (const key of keys) {
      if (key.name !== line.name || key.id !== line.id) continue
      if (!(await isGood(note, line, key))) return { ok: false, code: 'bad_signature' }
      if (verified.some((other) => other.key.text === key.text)) continue
      verified.push(key.type === COSIGNATURE ? { key, time: cosignatureTime(line) } : { key })
    }
  }
  return verified.length > 0 ? { ok: true, note, verified } : { ok: false, code: 'no_known_key' }
}

/**
 * The note of a text that ends in a newline, signed by the key of this name and 32-byte seed; more lines may be appended as they are.
 */
export async function signNote(noteText: string, name: string, seed: Uint8Array): Promise<string> {
  if (!noteText.endsWith('\n')) throw new RangeError('a note text ends in a newline')
  const { id } = makeKey(name, await publicKeyOf(seed), ED25519)
  return `${noteText}\n${formatSignatureLine({ name, id, payload: await sign(seed, utf8(noteText)) })}`
}

export { formatVkey, makeKey, parseVkey, type VerifierKey } from './vkey.ts'
