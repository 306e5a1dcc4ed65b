// The bytes of OpenTimestamps files: numbers, lengths, the order in which things are written.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concat, equal, hex, utf8 } from '../../../worker/ledger/bytes.ts'
import {
  type Attestation,
  compareAttestations,
  readAttestation,
  writeAttestation,
} from '../../../worker/ledger/ots/attestation.ts'
import {
  applyOperation,
  compareOperations,
  type Operation,
  readOperation,
  writeOperation,
} from '../../../worker/ledger/ots/operation.ts'
import { Cursor, compareBytes, OtsError, varbytes, varuint } from '../../../worker/ledger/ots/wire.ts'

describe('a number', () => {
  it.each([
    [0, '00'],
    [127, '7f'],
    [128, '8001'],
    [358391, 'f7ef15'],
    [2 ** 32, '8080808010'],
    [2 ** 53 - 1, 'ffffffffffffff0f'],
  ])('%i is written as %s', (value, written) => {
    expect(hex(varuint(value))).toBe(written)
  })

  it('comes back', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        const cursor = new Cursor(varuint(value))
        expect(cursor.varuint()).toBe(value)
        expect(cursor.done).toBe(true)
      }),
    )
  })

  it.each([
    ['cut short', [0x80]],
    ['with a useless last byte', [0x81, 0x00]],
    ['zero in two bytes', [0x80, 0x00]],
    ['beyond 2^53-1', [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10]],
    ['without end', new Array(30).fill(0xff)],
  ])('%s is refused', (_, bytes) => {
    expect(() => new Cursor(Uint8Array.from(bytes)).varuint()).toThrow(OtsError)
  })
})

describe('a cursor', () => {
  it('never runs off the end', () => {
    const cursor = new Cursor(Uint8Array.of(1, 2, 3))
    expect([...cursor.take(2)]).toEqual([1, 2])
    expect(cursor.peek()).toBe(3)
    expect(() => cursor.take(2)).toThrow(OtsError)
    expect(cursor.byte()).toBe(3)
    expect(() => cursor.byte()).toThrow(OtsError)
    expect(cursor.peek()).toBeUndefined()
    expect(() => cursor.end()).not.toThrow()
  })

  it('says when something is left', () => {
    expect(() => new Cursor(Uint8Array.of(1)).end()).toThrow(OtsError)
  })

  it('reads lengths within bounds only', () => {
    const read = (length: number, min: number, max: number) =>
      new Cursor(varbytes(new Uint8Array(length))).varbytes(min, max).length
    expect(read(3, 3, 3)).toBe(3)
    expect(() => read(2, 3, 3)).toThrow(OtsError)
    expect(() => read(4, 3, 3)).toThrow(OtsError)
    expect(() => new Cursor(Uint8Array.of(5, 1)).varbytes(0, 10)).toThrow(OtsError)
  })
})

describe('compareBytes', () => {
  it('orders as Buffer does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 8 }), fc.uint8Array({ maxLength: 8 }), (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b))
      }),
    )
  })
})

const attestation: fc.Arbitrary<Attestation> = fc.oneof(
  fc.constantFrom('https://a.example', 'https://b.example/x').map((uri): Attestation => ({ type: 'pending', uri })),
  fc.nat().map((height): Attestation => ({ type: 'bitcoin', height })),
  fc
    .uint8Array({ maxLength: 20 })
    .map((payload): Attestation => ({ type: 'unknown', tag: '0102030405060708', payload })),
)
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.constant<Operation>({ op: 'sha256' }),
  fc
    .tuple(fc.constantFrom('append' as const, 'prepend' as const), fc.uint8Array({ minLength: 1, maxLength: 20 }))
    .map(([op, argument]): Operation => ({ op, argument })),
)

describe('an attestation', () => {
  it('comes back from its bytes', () => {
    fc.assert(
      fc.property(attestation, (a) => {
        const cursor = new Cursor(writeAttestation(a))
        expect(readAttestation(cursor)).toEqual(a)
        expect(cursor.done).toBe(true)
      }),
    )
  })

  it('has one place in the order', () => {
    fc.assert(
      fc.property(attestation, attestation, (a, b) => {
        expect(Math.sign(compareAttestations(a, b))).toBe(-Math.sign(compareAttestations(b, a)) + 0)
        const same = equal(writeAttestation(a), writeAttestation(b))
        expect(compareAttestations(a, b) === 0).toBe(same)
      }),
    )
  })

  it('of heights is in the order of numbers, not of their bytes', () => {
    const at = (height: number): Attestation => ({ type: 'bitcoin', height })
    expect(compareAttestations(at(255), at(256))).toBeLessThan(0)
    expect(compareAttestations(at(1000), at(128))).toBeGreaterThan(0)
  })
})

describe('an operation', () => {
  it('comes back from its bytes', () => {
    fc.assert(
      fc.property(operation, (o) => {
        const cursor = new Cursor(writeOperation(o))
        expect(readOperation(cursor.byte(), cursor)).toEqual(o)
        expect(cursor.done).toBe(true)
      }),
    )
  })

  it('has one place in the order', () => {
    fc.assert(
      fc.property(operation, operation, (a, b) => {
        expect(compareOperations(a, b) === 0).toBe(equal(writeOperation(a), writeOperation(b)))
      }),
    )
  })

  it('does what its name says', () => {
    const [message, argument] = [utf8('ab'), utf8('cd')]
    expect(applyOperation({ op: 'append', argument }, message)).toEqual(utf8('abcd'))
    expect(applyOperation({ op: 'prepend', argument }, message)).toEqual(utf8('cdab'))
    expect(hex(applyOperation({ op: 'sha256' }, utf8('abc')))).toMatch(/^ba7816bf/)
  })

  it('makes no message over 4,096 bytes', () => {
    const argument = new Uint8Array(4095)
    expect(applyOperation({ op: 'append', argument }, Uint8Array.of(1)).length).toBe(4096)
    expect(() => applyOperation({ op: 'append', argument }, Uint8Array.of(1, 2))).toThrow(OtsError)
    expect(() => applyOperation({ op: 'prepend', argument: concat(argument, argument) }, utf8(''))).toThrow(OtsError)
  })
})
