// An RFC 5322 message: headers that no value can break out of, a text body, one attachment.
import { b64, concat, utf8 } from '../../ledger/bytes.ts'

export type MailHeader = readonly [name: string, value: string]

/** RFC 2045: at most 76 characters a line of base64. */
const BODY_LINE = 76
/** RFC 2047: a line with an encoded word has at most 76 characters. 30 bytes become 40, with its frame 52, after our longest name 73. */
const WORD_BYTES = 30
/** RFC 5322: a line should not pass 78 characters. */
const LINE = 78
const PRINTABLE = /^[ -~]*$/

/** Base64 in lines. */
function body(bytes: Uint8Array): Uint8Array {
  const text = b64(bytes)
  const lines: string[] = []
  for (let at = 0; at < text.length; at += BODY_LINE) lines.push(text.slice(at, at + BODY_LINE))
  return utf8(`${lines.join('\r\n')}\r\n`)
}

/** RFC 2047 words of whole characters. */
function encodedWords(value: string): string[] {
  const words: string[] = []
  let gathered = ''
  for (const sign of value) {
    if (utf8(gathered + sign).length > WORD_BYTES) {
      words.push(gathered)
      gathered = ''
    }
    gathered += sign
  }
  if (gathered !== '') words.push(gathered)
  return words.map((word) => `=?utf-8?B?${b64(utf8(word))}?=`)
}

/** One header, folded. Line breaks and control characters of the value become spaces: they would begin a header of their own. */
export function headerLine(name: string, value: string): string {
  const clean = value
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .toWellFormed()
  const words = PRINTABLE.test(clean) && !clean.includes('=?') ? clean.split(/ +/) : encodedWords(clean)
  let line = `${name}:`
  const lines: string[] = []
  for (const word of words) {
    if (line.length + 1 + word.length > LINE && line !== `${name}:`) {
      lines.push(line)
      line = ''
    }
    line += ` ${word}`
  }
  return [...lines, line].join('\r\n')
}

/** The message, with the text as its body and the bytes as its only attachment. */
export function writeMessage(
  headers: readonly MailHeader[],
  text: string,
  attachment: { name: string; mime: string; bytes: Uint8Array },
  boundary: string,
): Uint8Array {
  const head = headers.map(([name, value]) => headerLine(name, value))
  const part = (...lines: string[]): Uint8Array => utf8(`--${boundary}\r\n${lines.join('\r\n')}\r\n\r\n`)
  return concat(
    utf8(`${head.join('\r\n')}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n`),
    part('Content-Type: text/plain; charset="utf-8"', 'Content-Transfer-Encoding: base64'),
    body(utf8(text.toWellFormed())),
    part(
      `Content-Type: ${attachment.mime}; name="${attachment.name}"`,
      'Content-Transfer-Encoding: base64',
      `Content-Disposition: attachment; filename="${attachment.name}"`,
    ),
    body(attachment.bytes),
    utf8(`--${boundary}--\r\n`),
  )
}
