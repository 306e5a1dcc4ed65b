// Random damage to bundles, the same on every run: the seed is fixed, so a failure can be looked at again.
import fc from 'fast-check'
import type { Parts } from '../ledger/bundle/exporter.ts'

/** `count` values of an arbitrary, always the same ones. */
export const always = <T>(arbitrary: fc.Arbitrary<T>, count: number): T[] =>
  fc.sample(arbitrary, { numRuns: count, seed: 20260302 })

/** Evenly from [0, 1): fast-check prefers small numbers, and the damage would be at the beginning of the first file. */
const share = fc.noBias(fc.nat({ max: 2 ** 20 - 1 })).map((n) => n / 2 ** 20)

/** One change to bytes: where (as a share of the length), what, and the byte that is put there. */
const change = fc.record({
  at: share,
  how: fc.constantFrom('flip', 'flip', 'set', 'insert', 'remove', 'cut', 'repeat'),
  byte: fc.nat({ max: 255 }),
})
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

/** One to three changes, and which file of a bundle they are made in (as a share of the files). */
export const damage = fc.record({
  file: share,
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
})
export type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never

function changed(bytes: Uint8Array, { at, how, byte }: Change): Uint8Array {
  const index = Math.floor(at * bytes.length)
  const [before, after] = [bytes.subarray(0, index), bytes.subarray(index + 1)]
  const here = bytes.subarray(index, index + 1)
  if (how === 'cut') return Uint8Array.from(before)
  if (how === 'remove') return Uint8Array.of(...before, ...after)
  if (how === 'insert') return Uint8Array.of(...before, byte, ...here, ...after)
  if (how === 'repeat') return Uint8Array.of(...before, ...here, ...here, ...after)
  if (how === 'set') return Uint8Array.of(...before, byte, ...after)
  return Uint8Array.of(...before, (here[0] ?? 0) ^ (1 << (byte & 7)), ...after)
}

/** Damaged bytes; they may come out as they were. */
export const damagedBytes = (bytes: Uint8Array, { changes }: Damage): Uint8Array =>
  changes.reduce<Uint8Array>(changed, bytes)

/** Damages one file under data/ in place and says which; the statement is left alone. */
export function damageOneFile(files: Parts, what: Damage): string {
  const paths = [...files.keys()].filter((path) => path.startsWith('data/') && path !== 'data/statement.dsse.json')
  const path = paths.sort()[Math.floor(what.file * paths.length)] ?? ''
  files.set(path, damagedBytes(files.get(path) ?? new Uint8Array(), what))
  return path
}
