// Well-made lies, one a rule: everything around the lie is signed and listed again, so only that rule can see it.
import { describe, expect, it } from 'vitest'
import {
  editJson,
  editText,
  exportZip,
  type Lies,
  type Members,
  type Parts,
  pins,
  saltFor,
} from '../ledger/bundle/exporter.ts'
import { present } from '../ledger/vectors.ts'
import { askPython, hasPython, NEEDS_PYTHON, otherVerdict, pythonVerdicts } from './python.ts'

const RECORDS = 'data/records.jsonl'
const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')
const bytes = (files: Parts, path: string) => present(files.get(path))

/** The same bytes in base64 with a bit set that decoding drops. */
const respelled = (text: string) =>
  text.replace(/[AEIMQUYcgkosw048]=$/, (end) => `${String.fromCharCode(end.charCodeAt(0) + 1)}=`)

/** Changes members of one record before it is linked and hashed. */
const inRecord =
  (seq: number, change: Members) =>
  (members: Members, at: number): void => {
    if (at === seq) Object.assign(members, change)
  }

/** A proof about another file, with a promise only: nothing but the digest is wrong. */
function proofOfAnotherFile(files: Parts) {
  const head = bytes(files, 'data/anchors/root.ots').subarray(0, 33)
  const promise = [0x00, ...Buffer.from('83dfe30d2ef90c8e', 'hex'), 0x02, 0x01, 0x61]
  files.set('data/anchors/root.ots', Uint8Array.of(...head, ...new Uint8Array(32), ...promise))
}

const lies: [what: string, check: string, words: RegExp, lies: Lies][] = [
  [
    'a record twice',
    'records',
    /does not ascend/,
    {
      files: (f) => editText(f, RECORDS, (t) => `${t}${t.split('\n').at(-2)}\n`),
      filter: { n: 1 },
      pick: (seq) => seq !== 10,
    },
  ],
  [
    'a day in a year that has none',
    'records',
    /occurred_at/,
    { record: inRecord(5, { occurred_at: '2023-02-29T00:00:00.000Z' }) },
  ],
  [
    'taken in before its predecessor',
    'records',
    /taken in before/,
    { record: inRecord(5, { ingested_at: '2020-01-01T00:00:00.000Z' }) },
  ],
  ['read by a record that is no pull', 'records', /is no pull/, { record: inRecord(5, { source: { pull: 3 } }) }],
  ['a value that was said before', 'records', /revision 0 after 0/, { record: inRecord(5, { id: 'id 1' }) }],
  [
    'a record outside the range',
    'records',
    /outside the range/,
    { predicate: (p) => void Object.assign(p, { range: { first: 1, last: 22 } }) },
  ],
  [
    'a record that was changed later',
    'tree',
    /is not the leaf at its place/,
    { files: (f) => editText(f, RECORDS, (t) => t.replace('"refs":[3]', '"refs":[2]')) },
  ],
  [
    'a withheld leaf of a full tile',
    'tree',
    /is not what its parent says/,
    {
      length: 300,
      filter: { n: 1 },
      pick: (seq) => seq === 0,
      files: (f) => bytes(f, 'data/tree/tile/0/000').fill(7, 3200, 3232),
    },
  ],
  [
    'masked files in an export without',
    'statement',
    /masked files/,
    { files: (f) => void f.set('data/content/7.json', new TextEncoder().encode('{"marks":[],"masked":"x","seq":7}')) },
  ],
  ['a proof of another file', 'anchor', /stamps another file/, { files: proofOfAnotherFile }],
  [
    'another text of the same length, no digest beside it',
    'disclosed',
    /committed to another text/,
    {
      record: (r, seq) => void (seq === 7 && delete (r.content as Record<string, unknown>).sha256), // the exporter's record has content there
      files: (f) => editText(f, 'data/content/7.json', (t) => t.replace('message', 'massage')),
    },
  ],
  [
    'a salt in a second spelling',
    'disclosed',
    /base64/,
    {
      files: (f) =>
        editJson(f, 'data/content/7.json', (v) => void Object.assign(v, { salt: respelled(b64(saltFor(7))) })),
    },
  ],
]

describe.skipIf(!hasPython)(`lies before verify.py${NEEDS_PYTHON}`, () => {
  it.each(lies)('%s: %s is false, and the other verifier says the same', async (_, check, words, lie) => {
    const bundle = await exportZip(lie)
    const args = [...(await pins()).flatMap((pin) => ['--pin', pin]), '--regtest']
    const verdicts = pythonVerdicts([{ bundle, args }])
    expect(verdicts).toEqual([await otherVerdict(bundle, args)])
    const report = JSON.parse(present(askPython([{ bundle, args: [...args, '--json'] }])[0]).stdout)
    expect(report.exit).toBe(1)
    const found = report.checks.find(({ id }: { id: string }) => id === check)
    expect(found).toMatchObject({ result: 'false', detail: expect.arrayContaining([expect.stringMatching(words)]) })
  })

  it('a leap day in a year that has one is none of them', async () => {
    const bundle = await exportZip({
      record: inRecord(5, { occurred_at: '2024-02-29T00:00:00.000Z' }),
    })
    const args = [...(await pins()).flatMap((pin) => ['--pin', pin]), '--regtest']
    expect(pythonVerdicts([{ bundle, args }])).toMatchObject([{ exit: 0 }])
  })
})
