// What is not counted in tokens, in the words of its unit: images, characters, seconds of audio, stored bytes, sessions, searches.
import { count, plural, tokens } from '../format.ts'

const space = ' ' // no-break: a unit stays with its number

/**
 * A quantity of the API in words. `days` is true for a sum over days: stored bytes are said once a day, so their sum is
 * what storage is charged by, gigabytes times days. A gigabyte is 10⁹ bytes.
 */
export function quantityWords(quantity: string, unit: string, { days = false } = {}): string {
  const value = BigInt(quantity)
  switch (unit) {
    case 'images':
      return plural(value, 'image')
    case 'characters':
      return value === 1n ? `1${space}character` : `${tokens(value)}${space}characters`
    case 'seconds':
      return `${lengthWords(value)} of audio`
    case 'bytes':
      return `${bytesWords(value)}${days ? ' × days' : ''}`
    case 'sessions':
      return plural(value, 'session')
    case 'file_searches':
      return plural(value, 'search', 'searches')
    default:
      return `${count(value)}${space}${unit.replaceAll('_', ' ')}`
  }
}

/** `45 s`, `12 min`, `41 h 5 min`. */
function lengthWords(seconds: bigint): string {
  if (seconds < 90n) return `${seconds}${space}s`
  const minutes = (seconds + 30n) / 60n
  if (minutes < 60n) return `${minutes}${space}min`
  const rest = minutes % 60n
  return `${count(minutes / 60n)}${space}h${rest === 0n ? '' : ` ${rest}${space}min`}`
}

const sizes = [
  [1_000_000_000_000n, 'TB'],
  [1_000_000_000n, 'GB'],
  [1_000_000n, 'MB'],
  [1_000n, 'kB'],
] as const

function bytesWords(bytes: bigint): string {
  const found = sizes.find(([size]) => bytes >= size)
  if (found === undefined) return `${bytes}${space}B`
  const [size, name] = found
  const hundredths = (bytes * 100n + size / 2n) / size
  const whole = hundredths / 100n
  const rest = hundredths % 100n
  return `${count(whole)}${rest === 0n || whole >= 100n ? '' : `.${String(rest).padStart(2, '0')}`}${space}${name}`
}
