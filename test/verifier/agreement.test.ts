// Two programs written from LEDGER.md by people who never met must agree: on every vector, on damage, and on well-made lies.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { jsonMember, writeZip } from '../../worker/ledger/bundle/index.ts'
import { exportBag, exportJson, exportZip, type Parts, pins } from '../ledger/bundle/exporter.ts'
import { present, readJson } from '../ledger/vectors.ts'
import { always, damage, damagedBytes, damageOneFile } from './mutations.ts'
import { hasPython, NEEDS_PYTHON, otherVerdict, pythonVerdicts, type Question, type Verdict } from './python.ts'

const VECTORS = join(import.meta.dirname, '../vectors/ledger')
type Case = { file: string; args: string[] }
const cases = readJson<Case[]>('ledger/cases.json')
const goodJson = present(cases.find(({ file }) => file.includes('/095-')))
const goodZip = present(cases.find(({ file }) => file.includes('/094-')))
const bytesOf = ({ file }: Case) => new Uint8Array(readFileSync(join(VECTORS, file)))

/** Both verdicts of every question, python's first. */
async function both(questions: readonly { bundle: Uint8Array; args: readonly string[] }[]) {
  const others: Verdict[] = []
  for (const { bundle, args } of questions) others.push(await otherVerdict(bundle, args))
  return { python: pythonVerdicts(questions), others }
}

/** The files of the good JSON variant. */
function goodFiles(): Parts {
  const members = JSON.parse(new TextDecoder().decode(bytesOf(goodJson))) as Record<string, string> // a good bundle is this
  const decode = (text: string) => (text.startsWith('b64:') ? Buffer.from(text.slice(4), 'base64') : Buffer.from(text))
  return new Map(Object.entries(members).map(([path, text]) => [path, new Uint8Array(decode(text))]))
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
const every101st = (length: number) => Array.from({ length: Math.ceil(length / 101) }, (_, at) => at * 101)

describe.skipIf(!hasPython)(`verify.py and the other verifier${NEEDS_PYTHON}`, () => {
  it('give every vector the same exit and every check the same result', async () => {
    const { python, others } = await both(cases.map((one) => ({ bundle: bytesOf(one), args: one.args })))
    expect(python).toEqual(others)
    expect(new Set(python.map(({ exit }) => exit))).toEqual(new Set([0, 1, 2]))
  })

  it('give the same to bundles of another exporter, with and without pins and --regtest', async () => {
    const bundles = [
      await exportZip(),
      await exportJson(),
      await exportZip({ pick: (seq) => seq % 3 === 0, filter: { n: 1 } }),
    ]
    const pinned = (await pins()).flatMap((pin) => ['--pin', pin])
    const choices = [[...pinned, '--regtest'], pinned, ['--regtest'], [...pinned.slice(2), '--regtest']]
    const { python, others } = await both(bundles.flatMap((bundle) => choices.map((args) => ({ bundle, args }))))
    expect(python).toEqual(others)
    expect(new Set(python.map(({ exit }) => exit))).toEqual(new Set([0, 2]))
  })
})

describe.skipIf(!hasPython)(`every 101st byte flipped${NEEDS_PYTHON}`, () => {
  it('of the good JSON variant: exit 1 from both', async () => {
    const bytes = bytesOf(goodJson)
    const offsets = every101st(bytes.length)
    const { python, others } = await both(offsets.map((at) => ({ bundle: flipped(bytes, at), args: goodJson.args })))
    expect(python).toEqual(others)
    expect(python.filter(({ exit }) => exit !== 1)).toEqual([])
    expect(python.length).toBeGreaterThan(250)
  })

  it('of each file in a good ZIP: exit 1 from both', async () => {
    const files = goodFiles()
    const questions: (Question & { bundle: Uint8Array })[] = []
    for (const [path, bytes] of files)
      for (const at of every101st(bytes.length)) {
        const damaged = new Map(files).set(path, flipped(bytes, at))
        questions.push({ bundle: writeZip(damaged, 'evidence'), args: goodZip.args })
      }
    const { python, others } = await both([{ bundle: writeZip(files, 'evidence'), args: goodZip.args }, ...questions])
    expect(python).toEqual(others)
    expect(python.map(({ exit }) => exit)).toEqual([0, ...questions.map(() => 1)])
  })

  it('of the ZIP itself: the same exit from both, and 0 only where nothing under data/ changed', async () => {
    const bytes = bytesOf(goodZip)
    const offsets = Array.from({ length: Math.ceil(bytes.length / 23) }, (_, at) => at * 23)
    const { python, others } = await both(offsets.map((at) => ({ bundle: flipped(bytes, at), args: goodZip.args })))
    expect(python).toEqual(others)
    // What may change unseen are dates and the like in headers; the files are bound by CRC, manifest and statement.
    expect(python.filter(({ exit }) => exit === 0).length).toBeLessThan(offsets.length / 10)
    expect(python.every(({ exit }) => exit !== 2)).toBe(true)
  })
})

describe.skipIf(!hasPython)(`random damage${NEEDS_PYTHON}`, () => {
  it('to one file under data/, digests left: exit 1 from both, never a traceback', async () => {
    const files = goodFiles()
    const questions = always(damage, 400).flatMap((what) => {
      const damaged = new Map(files)
      const path = damageOneFile(damaged, what)
      if (Buffer.compare(damaged.get(path) ?? new Uint8Array(), files.get(path) ?? new Uint8Array()) === 0) return []
      return [{ bundle: writeZip(damaged, 'evidence'), args: goodZip.args }]
    })
    const { python, others } = await both(questions)
    expect(python).toEqual(others)
    expect(python.filter(({ exit }) => exit !== 1)).toEqual([])
  })

  it('to the bytes of a container: the same verdict from both, never a traceback', async () => {
    const whole = [goodJson, goodZip].map((one) => ({ bytes: bytesOf(one), args: one.args }))
    const questions = whole.flatMap(({ bytes, args }) =>
      always(damage, 300).map((what) => ({ bundle: damagedBytes(bytes, what), args })),
    )
    const { python, others } = await both(questions)
    expect(python).toEqual(others)
  })

  it('to one file, signed and listed again by a lying exporter: the same verdict from both', async () => {
    const args = [...(await pins()).flatMap((pin) => ['--pin', pin]), '--regtest']
    const questions: { bundle: Uint8Array; args: string[] }[] = []
    for (const what of always(damage, 250))
      questions.push({ bundle: await exportJson({ files: (files) => void damageOneFile(files, what) }), args })
    const { python, others } = await both(questions)
    expect(python).toEqual(others)
    expect(new Set(python.map(({ results }) => results)).size).toBeGreaterThan(8)
  })
})

describe.skipIf(!hasPython)(`files of tags${NEEDS_PYTHON}`, () => {
  let bag: Parts
  beforeAll(async () => {
    bag = await exportBag()
  })
  it('that are written in other ways get the same verdict from both', async () => {
    const args = (await pins()).flatMap((pin) => ['--pin', pin])
    const questions = ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'].flatMap((path) =>
      always(damage, 40).map((what) => {
        const files = new Map(bag).set(path, damagedBytes(present(bag.get(path)), what))
        const members = Object.fromEntries([...files].map(([name, bytes]) => [name, jsonMember(bytes)]))
        return { bundle: new TextEncoder().encode(JSON.stringify(members)), args }
      }),
    )
    const { python, others } = await both(questions)
    expect(python).toEqual(others)
  })
})
