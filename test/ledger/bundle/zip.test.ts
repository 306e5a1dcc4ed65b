// The container: a strict ZIP reader against what other tools write and what attackers write, and the JSON variant.
import { deflateRawSync, crc32 as nativeCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonMember, readContainer } from '../../../worker/ledger/bundle/container.ts'
import { crc32 } from '../../../worker/ledger/bundle/crc32.ts'
import { inflate } from '../../../worker/ledger/bundle/inflate.ts'
import { isPath } from '../../../worker/ledger/bundle/limits.ts'
import { readZip } from '../../../worker/ledger/bundle/zip.ts'
import { writeZip } from '../../../worker/ledger/bundle/zip-write.ts'
import { concat, hex, utf8 } from '../../../worker/ledger/bytes.ts'
import { present } from '../vectors.ts'

type Entry = {
  name: string
  data: Uint8Array
  method?: number
  flags?: number
  attributes?: number
  extra?: Uint8Array
  localExtra?: Uint8Array
  comment?: string
  descriptor?: 'with signature' | 'bare'
  /** What the descriptor says instead of the truth. */
  said?: { signature?: number; crc?: number; packed?: number; size?: number }
  /** Overrides in one of the two places. */
  local?: { name?: string; crc?: number; size?: number; flags?: number; method?: number }
  crc?: number
  size?: number
  packed?: Uint8Array
}
type Shape = {
  before?: Uint8Array
  between?: Uint8Array
  after?: Uint8Array
  comment?: string
  count?: number
  disk?: number
}

const u16 = (n: number) => Uint8Array.of(n & 255, n >> 8)
const u32 = (n: number) => concat(u16(n & 0xffff), u16(n >>> 16))

/** A ZIP by hand, with any defect. */
function handmade(entries: Entry[], shape: Shape = {}): Uint8Array {
  const parts: Uint8Array[] = [shape.before ?? new Uint8Array(0)]
  const directory: Uint8Array[] = []
  let offset = parts[0]?.length ?? 0
  for (const e of entries) {
    const method = e.method ?? 0
    const packed = e.packed ?? (method === 8 ? new Uint8Array(deflateRawSync(e.data)) : e.data)
    const streamed = e.descriptor !== undefined
    const flags = (e.flags ?? 0) | (streamed ? 8 : 0)
    const [crc, size] = [e.crc ?? crc32(e.data), e.size ?? e.data.length]
    const inLocal = (value: number) => u32(streamed ? 0 : value)
    const localName = utf8(e.local?.name ?? e.name)
    const localExtra = e.localExtra ?? new Uint8Array(0)
    const local = concat(
      ...[u32(0x04034b50), u16(20), u16(e.local?.flags ?? flags), u16(e.local?.method ?? method), u32(0)],
      ...[inLocal(e.local?.crc ?? crc), inLocal(packed.length), inLocal(e.local?.size ?? size)],
      ...[u16(localName.length), u16(localExtra.length), localName, localExtra, packed],
      ...(e.descriptor === 'with signature' ? [u32(e.said?.signature ?? 0x08074b50)] : []),
      ...(streamed ? [u32(e.said?.crc ?? crc), u32(e.said?.packed ?? packed.length), u32(e.said?.size ?? size)] : []),
    )
    const extra = e.extra ?? new Uint8Array(0)
    const comment = utf8(e.comment ?? '')
    directory.push(
      concat(
        ...[u32(0x02014b50), u16(0x0314), u16(20), u16(flags), u16(method), u32(0), u32(crc), u32(packed.length)],
        ...[u32(size), u16(utf8(e.name).length), u16(extra.length), u16(comment.length), u16(0), u16(0)],
        ...[u32(e.attributes ?? 0), u32(offset), utf8(e.name), extra, comment],
      ),
    )
    parts.push(local, shape.between ?? new Uint8Array(0))
    offset += local.length + (shape.between?.length ?? 0)
  }
  const size = directory.reduce((sum, d) => sum + d.length, 0)
  const count = shape.count ?? entries.length
  const end = [u32(0x06054b50), u16(shape.disk ?? 0), u16(0), u16(count), u16(count), u32(size), u32(offset)]
  const comment = utf8(shape.comment ?? '')
  return concat(...parts, ...directory, ...end, u16(comment.length), comment, shape.after ?? new Uint8Array(0))
}

const a: Entry = { name: 'bag/a.txt', data: utf8('hello') }
const b: Entry = { name: 'bag/data/b.bin', data: new Uint8Array(5000).fill(7) }

async function outcome(bytes: Uint8Array): Promise<string> {
  const result = await readZip(bytes)
  return result.ok ? [...result.files.keys()].join(' ') : result.detail
}

describe('a ZIP', () => {
  it.each([
    ['stored', [a, b]],
    ['deflated', [a, { ...b, method: 8 }]],
    [
      'streamed with signatures',
      [
        { ...a, descriptor: 'with signature' },
        { ...b, method: 8, descriptor: 'with signature' },
      ],
    ],
    ['streamed without', [{ ...a, descriptor: 'bare' }, b]],
    ['with UTF-8 names and compression levels in its flags', [{ ...a, flags: 0x0806 }, b]],
    ['with Unix permissions', [{ ...a, attributes: 0o100644 * 65536 }, b]],
    ['with extra fields', [{ ...a, extra: new Uint8Array(9), localExtra: new Uint8Array(5) }, b]],
  ] as [string, Entry[]][])('%s is read', async (_, entries) => {
    const result = await readZip(handmade(entries))
    expect(result).toMatchObject({ ok: true })
    if (result.ok) for (const { name, data } of entries) expect(hex(present(result.files.get(name)))).toBe(hex(data))
  })

  it.each([
    ['a climbing path', [{ ...a, name: 'bag/../a' }]],
    ['an absolute path', [{ ...a, name: '/bag/a' }]],
    ['a backslash', [{ ...a, name: 'bag\\a' }]],
    ['a hidden file', [{ ...a, name: 'bag/.a' }]],
    ['a folder', [{ ...a, name: 'bag/' }]],
    ['an empty segment', [{ ...a, name: 'bag//a' }]],
    ['a name with a letter beyond ASCII', [{ ...a, name: 'bag/é' }]],
    ['an empty name', [{ ...a, name: '' }]],
    ['a name of 201 characters', [{ ...a, name: `bag/${'x'.repeat(197)}` }]],
    ['a name twice', [a, a]],
    ['encryption', [{ ...a, flags: 1 }]],
    ['strong encryption', [{ ...a, flags: 0x40 }]],
    ['masked headers', [{ ...a, flags: 0x2000 }]],
    ['another method', [{ ...a, method: 12 }]],
    ['a link', [{ ...a, attributes: 0o120777 * 65536 }]],
    ['a Unix folder', [{ ...a, attributes: 0o040755 * 65536 }]],
    ['a DOS folder', [{ ...a, attributes: 0x10 }]],
    ['a comment on a file', [{ ...a, comment: 'x' }]],
    ['a wrong checksum', [{ ...a, crc: 1 }]],
    ['a stored file with two sizes', [{ ...a, size: 6 }]],
    ['a deflated file that is longer than it says', [{ ...b, method: 8, size: 4999 }]],
    ['a deflated file that is shorter than it says', [{ ...b, method: 8, size: 5001 }]],
    ['broken deflate data', [{ ...b, method: 8, packed: utf8('not deflate at all') }]],
    [
      'bytes after the deflate data',
      [{ ...b, method: 8, packed: concat(new Uint8Array(deflateRawSync(b.data)), utf8('x')) }],
    ],
    ['a size of 257 MiB', [{ ...b, method: 8, size: 257 * 2 ** 20 }]],
    ['another name in the local header', [{ ...a, local: { name: 'bag/b.txt' } }]],
    ['another checksum in the local header', [{ ...a, local: { crc: 1 } }]],
    ['another size in the local header', [{ ...a, local: { size: 6 } }]],
    ['other flags in the local header', [{ ...a, local: { flags: 2 } }]],
    ['another method in the local header', [{ ...a, local: { method: 8 } }]],
  ] as [string, Entry[]][])('with %s is refused', async (_, entries) => {
    expect(await outcome(handmade(entries))).toMatch(/^zip: /)
  })

  it.each([
    ['bytes before the first entry', { before: utf8('MZ') }],
    ['bytes between entries', { between: utf8('x') }],
    ['bytes after the end', { after: utf8('x') }],
    ['a comment', { comment: 'x' }],
    ['one entry fewer than it says', { count: 3 }],
    ['one entry more than it says', { count: 1 }],
    ['more disks', { disk: 1 }],
  ] as [string, Shape][])('with %s is refused', async (_, shape) => {
    expect(await outcome(handmade([a, b], shape))).toMatch(/^zip: /)
  })

  it.each([
    ['another signature', { descriptor: 'with signature', said: { signature: 0x08074b51 } }],
    ['another checksum', { descriptor: 'with signature', said: { crc: 1 } }],
    ['another packed size', { descriptor: 'bare', said: { packed: 4 } }],
    ['another size', { descriptor: 'bare', said: { size: 6 } }],
  ] as [string, Partial<Entry>][])('whose descriptor has %s is refused', async (_, change) => {
    expect(await outcome(handmade([{ ...a, ...change }, b]))).toMatch(/^zip: /)
  })

  it.each([1, 4, 12, 16, 100])('with %i bytes hidden behind a descriptor is refused', async (length) => {
    for (const descriptor of ['bare', 'with signature'] as const) {
      const shape = { between: new Uint8Array(length) }
      expect(
        await outcome(
          handmade(
            [
              { ...a, descriptor },
              { ...b, descriptor },
            ],
            shape,
          ),
        ),
        descriptor,
      ).toMatch(/^zip: /)
    }
  })

  it('that shares the bytes of one entry between two is refused', async () => {
    const one = handmade([a])
    // Two directory entries over one local header: the classic way to a small bomb.
    const local = 30 + a.name.length + a.data.length
    const entry = one.slice(local, one.length - 22)
    const second = entry.slice()
    second[46 + 4] = 'b'.charCodeAt(0)
    const end = concat(u32(0x06054b50), u32(0), u16(2), u16(2), u32(entry.length * 2), u32(local), u16(0))
    expect(await outcome(concat(one.slice(0, local), entry, second, end))).toMatch(/^zip: /)
  })

  it('cut anywhere is refused', async () => {
    const whole = handmade([a, { ...b, method: 8 }])
    for (let length = 0; length < whole.length; length++) {
      expect(await outcome(whole.subarray(0, length)), `${length} bytes`).toMatch(/^zip: /)
    }
  })

  it('with any bit changed is refused or has the same files', async () => {
    const whole = handmade([a, { ...b, method: 8 }])
    const good = await outcome(whole)
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length * 8 - 1 }), async (bit) => {
        const changed = whole.slice()
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        const result = await readZip(changed)
        if (!result.ok) return
        // What may change without harm: versions, times, permissions, compression level.
        expect([...result.files.keys()].join(' ')).toBe(good)
        expect([...result.files.values()].map(hex)).toEqual([a, b].map(({ data }) => hex(data)))
      }),
      { numRuns: 400 },
    )
  })

  it('that we write is read again', async () => {
    const files = new Map([
      ['a', utf8('1')],
      ['data/b', new Uint8Array(0)],
    ])
    const result = await readContainer(writeZip(files, 'base'))
    expect(result.ok && [...result.files]).toEqual([...files])
    expect(hex(writeZip(files, 'base'))).toBe(hex(writeZip(files, 'base')))
  })

  it('is not written with names that no reader takes', () => {
    expect(() => writeZip(new Map([['../a', utf8('')]]), 'base')).toThrow(RangeError)
    expect(() => writeZip(new Map([['a', utf8('')]]), '.base')).toThrow(RangeError)
  })
})

describe('a base directory', () => {
  it('may have any name', async () => {
    for (const name of ['x', 'evidence-2026.03', '_']) {
      expect(await readContainer(handmade([{ ...a, name: `${name}/a` }]))).toMatchObject({ ok: true })
    }
  })

  it('must be there and be one', async () => {
    expect(await readContainer(handmade([{ ...a, name: 'a' }]))).toMatchObject({ ok: false })
    expect(await readContainer(handmade([a, { ...b, name: 'other/b' }]))).toMatchObject({ ok: false })
    expect(await readContainer(handmade([a, { ...b, name: 'bagb' }]))).toMatchObject({ ok: false })
  })
})

describe('the JSON variant', () => {
  const read = (value: string) => readContainer(utf8(value))

  it('carries any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.uint8Array({ maxLength: 50 }), fc.string({ unit: 'grapheme' }).map(utf8)),
        async (bytes) => {
          const result = await read(JSON.stringify({ 'a/b': jsonMember(bytes) }))
          expect(result.ok && hex(present(result.files.get('a/b')))).toBe(hex(bytes))
        },
      ),
    )
  })

  it('writes as base64 what could be taken for something else', () => {
    expect(jsonMember(utf8('plain'))).toBe('plain')
    expect(jsonMember(utf8('b64:AAAA'))).toBe('b64:YjY0OkFBQUE=')
    expect(jsonMember(utf8('\ufeffx'))).toMatch(/^b64:/)
    expect(jsonMember(Uint8Array.of(0xff))).toBe('b64:/w==')
  })

  it('need not be JCS', async () => {
    expect(await read(' {\n "b": "1", "a": "2" }\n')).toMatchObject({ ok: true })
  })

  it.each([
    '{"a":1}',
    '{"a":null}',
    '{"a":["x"]}',
    '{"a":{}}',
    '{"a":"x","a":"y"}',
    '{"a":"b64:A"}',
    '{"a":"b64:-_-_"}',
    '{"../a":"x"}',
    '{"a/":"x"}',
    '{"":"x"}',
    '{"a":"\\ud800"}',
    '{"a":"\\ufeffx"}',
    '{"a":"x"',
    '{"a":"x"}{}',
  ])('is refused as %s', async (source) => {
    expect(await read(source)).toMatchObject({ ok: false })
  })
})

describe('the small ones', () => {
  it('a path has plain segments', () => {
    for (const path of ['a', 'a/b', 'a.b/c-d_e', '_/0', 'x'.repeat(200)]) expect(isPath(path), path).toBe(true)
    for (const path of ['', '.', '..', 'a/.', 'a/..b/../c', '-a', 'a b', 'a\n', 'a//b', 'x'.repeat(201)]) {
      expect(isPath(path), path).toBe(false)
    }
  })

  it('CRC-32 has the check value of its definition', () => {
    expect(crc32(utf8('123456789'))).toBe(0xcbf43926)
    for (let length = 0; length < 70; length++) {
      const bytes = Uint8Array.from({ length }, (_, at) => (at * at * 31 + length * 7) & 255)
      expect(crc32(bytes), String(length)).toBe(nativeCrc32(bytes))
    }
    expect(crc32(new Uint8Array(0))).toBe(0)
  })

  it('inflate gives exactly what was promised or nothing', async () => {
    const data = new Uint8Array(100_000).map((_, i) => i)
    const packed = new Uint8Array(deflateRawSync(data))
    expect(hex(present(await inflate(packed, data.length)))).toBe(hex(data))
    expect(await inflate(packed, data.length - 1)).toBeUndefined()
    expect(await inflate(packed, data.length + 1)).toBeUndefined()
    expect(await inflate(packed.subarray(0, -1), data.length)).toBeUndefined()
    expect(await inflate(new Uint8Array(0), 0)).toBeUndefined()
    expect(await inflate(new Uint8Array(deflateRawSync(new Uint8Array(0))), 0)).toEqual(new Uint8Array(0))
  })

  it('inflate stops at a bomb', async () => {
    const bomb = new Uint8Array(deflateRawSync(new Uint8Array(50 * 2 ** 20)))
    expect(await inflate(bomb, 1000)).toBeUndefined()
  })
})
