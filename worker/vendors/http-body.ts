// From a response to bytes and from bytes to a value: capped, timed, and free of what the ledger could not hold.

/** Settles as `promise` does, or rejects when the signal aborts, also where the other side ignores the signal. */
export function within<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error('timed out'))
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** The whole body, or `too_large` as soon as it passes `maxBytes`. Rejects when it breaks off or the signal aborts. */
export async function readCapped(
  response: Response,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | 'too_large'> {
  if (response.body === null) return new Uint8Array(0)
  const reader = response.body.getReader()
  const chunks: Uint8Array[] = []
  let total = 0
  try {
    for (;;) {
      const { done, value } = await within(signal, reader.read())
      if (done) break
      total += value.byteLength
      if (total > maxBytes) return 'too_large'
      chunks.push(value)
    }
  } finally {
    // Lets go of the connection when we stop early; a no-op after the end. Its own failure changes nothing for us.
    reader.cancel().catch(() => undefined)
  }
  const body = new Uint8Array(total)
  let at = 0
  for (const chunk of chunks) {
    body.set(chunk, at)
    at += chunk.byteLength
  }
  return body
}

/** Whether a body is a page for people, from a proxy on the way rather than from the API. */
export const looksLikeHtml = (body: Uint8Array): boolean =>
  /^\s*<(!doctype|html|head|body|\?xml)/i.test(new TextDecoder().decode(body.subarray(0, 200)))

// An integer of 16 digits or more outside a string may be past 2^53 - 1.
const LONG_NUMBER = /[[,:]\s*-?\d{16}/
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/

/**
 * The JSON value of a body, or undefined when it is none. Integers past 2^53 - 1 become decimal strings, so that none loses
 * a digit; lone surrogates become U+FFFD, because the record profile (LEDGER section 1) refuses them.
 */
export function lenientJson(body: Uint8Array): { value: unknown } | undefined {
  try {
    const text = new TextDecoder().decode(body)
    const value: unknown = LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)
    return { value: SURROGATE_ESCAPE.test(text) ? wellFormed(value) : value }
  } catch {
    return undefined // not JSON, or nested so deep that nobody means it
  }
}

/** A reviver (with source text access, ECMAScript 2026) that keeps the digits of an integer a double cannot hold. */
function keepDigits(this: unknown, _name: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  return context?.source !== undefined && /^-?\d+$/.test(context.source) ? context.source : value
}

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(wellFormed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.toWellFormed(), wellFormed(member)]))
}
