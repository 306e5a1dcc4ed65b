// What somebody gives back as a receipt: the file, the webhook's JSON, or a mail with the checkpoint somewhere in it.
import { type Checkpoint, parseCheckpoint } from '../../../../worker/ledger/checkpoint.ts'
import { parseNote } from '../../../../worker/ledger/note.ts'

/** The signed note and what it says; nothing of it is checked yet. */
export interface FoundReceipt {
  readonly note: string
  readonly checkpoint: Checkpoint
}

/** Longer than any mail of ours with all its headers. */
export const longestReceipt = 200_000

const origin = /^[a-z0-9][a-z0-9./_-]*\/tn_[0-9a-z]{26}$/
const signature = /^(?:—|–|-{1,2})\s+(\S+)(?:\s+([A-Za-z0-9+/]{20,}={0,2}))?$/
const rest = /^[A-Za-z0-9+/]{20,}={0,2}$/

/** The receipt in a text, or undefined: in its exact bytes, as JSON, or copied out of a mail, quoted and wrapped as mail programs do. */
export function findReceipt(text: string): FoundReceipt | undefined {
  if (text.length > longestReceipt) return undefined
  const given = text.replace(/^\ufeff/, '')
  const exact = opened(given)
  if (exact) return exact
  const json = noteInJson(given)
  if (json !== undefined) return opened(json)
  const copied = noteInMail(given)
  return copied === undefined ? undefined : opened(copied)
}

function opened(note: string): FoundReceipt | undefined {
  const parsed = parseNote(note)
  const checkpoint = parsed && parseCheckpoint(parsed.text, { extensions: false })
  return checkpoint && { note, checkpoint }
}

function noteInJson(text: string): string | undefined {
  try {
    const body: unknown = JSON.parse(text)
    const data = field(body, 'type') === 'checkpoint.receipt' ? field(body, 'data') : undefined
    const note = field(data, 'note')
    return typeof note === 'string' ? note : undefined
  } catch {
    return undefined
  }
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined

/** Without marks of quoting, spaces at the ends, and the link that some programs write behind a name. */
const plain = (line: string): string =>
  line
    .replaceAll('\u00a0', ' ')
    .replace(/^(?:\s*>)+/, '')
    .replace(/\s*<https?:[^>]*>/g, '')
    .trim()

/** The note's lines put together again: what is signed is then exactly what it was, or its signature does not hold. */
function noteInMail(text: string): string | undefined {
  const lines = text.split(/\r\n|\r|\n/).map(plain)
  const filled = lines.filter((line) => line !== '')
  for (const [at, line] of filled.entries()) {
    const [size, root] = [filled[at + 1] ?? '', filled[at + 2] ?? '']
    if (!origin.test(line) || !/^\d+$/.test(size)) continue
    const signatures = signaturesFrom(filled.slice(at + 3))
    if (signatures.length > 0) return `${line}\n${size}\n${root}\n\n${signatures.join('\n')}\n`
  }
  return undefined
}

function signaturesFrom(lines: readonly string[]): string[] {
  const found: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const [, name, value] = signature.exec(lines[at] ?? '') ?? []
    if (name === undefined) break
    const next = lines[at + 1] ?? ''
    if (value !== undefined) found.push(`— ${name} ${value}`)
    // Wrapped between name and value, which is the one space in it.
    else if (rest.test(next)) {
      found.push(`— ${name} ${next}`)
      at++
    } else break
  }
  return found
}
