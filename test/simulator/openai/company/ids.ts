// Ids in the second vendor's forms: prefix, then letters and digits that follow from seed and label.
import { randomFrom } from '../../random.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** `proj_`, `user-`, `key_`, `svc_acct_`, … and `length` characters. */
export function openaiId(prefix: string, seed: number, label: string, length = 24): string {
  const random = randomFrom(seed, `openai ${prefix} ${label}`)
  return prefix + Array.from({ length }, () => letters.charAt(Math.floor(random() * letters.length))).join('')
}

/** The same characters for secrets and fingerprints. */
export function lettersFor(seed: number, label: string, length: number): string {
  return openaiId('', seed, label, length)
}
