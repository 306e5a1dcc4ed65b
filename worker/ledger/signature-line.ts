// One line under a note: an em dash, who signed, and the key id with the signature (c2sp.org/signed-note).
import { b64, concat, fromB64, fromHex, hex, orUndefined } from './bytes.ts'
import { isKeyName } from './vkey.ts'

/** `id` = 8 hex digits of the key id; `payload` = what follows it, for Ed25519 64 bytes, for a cosignature 8 more in front. */
export type SignatureLine = { readonly name: string; readonly id: string; readonly payload: Uint8Array }

/** The line with its newline. */
export function formatSignatureLine(line: SignatureLine): string {
  return `— ${line.name} ${b64(concat(fromHex(line.id), line.payload))}\n`
}

/** A line without its newline, or undefined where it is none. */
export function parseSignatureLine(line: string): SignatureLine | undefined {
  const [dash, name, encoded, ...rest] = line.split(' ')
  if (dash !== '—' || name === undefined || encoded === undefined || rest.length > 0 || !isKeyName(name))
    return undefined
  const bytes = orUndefined(() => fromB64(encoded))
  if (bytes === undefined || bytes.length < 5) return undefined
  return { name, id: hex(bytes.subarray(0, 4)), payload: bytes.slice(4) }
}

// The specification asks for at least 16; Go stops at 100. A note with more is an attempt to keep us busy.
const MAX_LINES = 100

/** A block of 1 to 100 lines, each with its newline, or undefined where anything else stands in it. */
export function parseSignatureLines(block: string): SignatureLine[] | undefined {
  if (!block.endsWith('\n')) return undefined
  const lines = block.slice(0, -1).split('\n')
  if (lines.length > MAX_LINES) return undefined
  const parsed: SignatureLine[] = []
  for (const line of lines) {
    const signature = parseSignatureLine(line)
    if (signature === undefined) return undefined
    parsed.push(signature)
  }
  return parsed
}
