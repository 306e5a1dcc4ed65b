// The part of a file that a request asks for (RFC 9110 section 14): one range, or the whole.

/** First and last byte, both included; `whole` without a usable Range header; `unsatisfiable`: answer 416. */
export type Part = { first: number; last: number } | 'whole' | 'unsatisfiable'

/** `size` >= 1. Several ranges, another unit and anything malformed are ignored, as the RFC allows: the whole file is the answer. */
export function readRange(header: string | null, size: number): Part {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'whole'
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'unsatisfiable' : { first: size - length, last: size - 1 }
  }
  const [first, last] = [Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1)]
  if (to !== '' && Number(to) < first) return 'whole'
  return first >= size ? 'unsatisfiable' : { first, last }
}
