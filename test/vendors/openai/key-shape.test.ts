// What people paste: told apart by prefix, cleaned of what came along, refused where it is unclear which part is the key.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type KeyKind, kindOf, readPasted } from '../../../worker/vendors/key-shape.ts'
import { SECRET } from '../literal.ts'

const body = 'x'.repeat(24)
const key = (...parts: string[]) => [...parts, body].join('-')

describe('the kind of a key', () => {
  it.each<[string, KeyKind]>([
    [key('sk', 'ant', 'admin01'), 'anthropic_admin'],
    [key('sk', 'ant', 'admin02'), 'anthropic_admin'],
    [key('sk', 'ant', 'api01'), 'anthropic_compliance'],
    [key('sk', 'ant', 'api03'), 'anthropic_api'],
    [key('sk', 'ant', 'oat01'), 'anthropic_oauth'],
    [key('sk', 'ant', 'sid01'), 'anthropic_oauth'],
    [key('sk', 'ant', 'new99'), 'anthropic_unknown'],
    [key('sk', 'admin'), 'openai_admin'],
    [key('sk', 'proj'), 'openai_project'],
    [key('sk', 'svcacct'), 'openai_service'],
    [key('sk'), 'openai_user'],
    [key('sk', 'None'), 'openai_user'],
    [key('sk', 'new'), 'openai_unknown'],
    [key('sk', 'or', 'v1'), 'foreign'],
    [`ghp_${body}`, 'foreign'],
    [key('xoxb'), 'foreign'],
    [`AKIA${body}`, 'aws'],
    [`ABSK${body}`, 'aws'],
    [`AIza${body}`, 'google'],
    [`ya29.${body}`, 'google'],
    [`hunter2${body}`, 'unknown'],
  ])('%s is %s', (text, kind) => expect(kindOf(text)).toBe(kind))
})

describe('what was pasted', () => {
  it.each([
    SECRET,
    ` ${SECRET}`,
    `${SECRET}\n`,
    `\r\n\t${SECRET}\u00a0`,
    `"${SECRET}"`,
    `'${SECRET}'`,
    `\`${SECRET}\``,
    `“${SECRET}”`,
    `Bearer ${SECRET}`,
    `x-api-key: ${SECRET}`,
    `Authorization: Bearer ${SECRET}`,
    `ANTHROPIC_ADMIN_KEY=${SECRET}`,
    `export ANTHROPIC_ADMIN_KEY="${SECRET}"`,
    `$env:ANTHROPIC_ADMIN_KEY = "${SECRET}";`,
    `"ANTHROPIC_ADMIN_KEY": "${SECRET}",`,
    `\ufeff${SECRET}`,
  ])('%j is read as the key in it', (pasted) => {
    expect(readPasted(pasted)).toEqual({ ok: true, key: SECRET, kind: 'anthropic_admin', tidied: pasted !== SECRET })
  })

  it.each([
    ['', 'empty_key'],
    ['  \n ', 'empty_key'],
    ['""', 'empty_key'],
    ['Bearer ', 'malformed_key'],
    [SECRET.slice(0, 12), 'malformed_key'],
    [`${SECRET} ${SECRET}`, 'malformed_key'],
    [`${SECRET.slice(0, 20)}\n${SECRET.slice(20)}`, 'malformed_key'],
    [`${SECRET}é`, 'malformed_key'],
    [SECRET.replace('x', 'х'), 'malformed_key'], // a Cyrillic letter
    [`${SECRET}\u0000`, 'malformed_key'],
    [`${SECRET.slice(0, 20)}...abcd`, 'malformed_key'],
    [`${SECRET.slice(0, 20)}…abcd`, 'malformed_key'],
    [`${SECRET.slice(0, 14)}${'*'.repeat(20)}`, 'malformed_key'],
    [SECRET + 'x'.repeat(500), 'malformed_key'],
    ['x'.repeat(1_000_000), 'malformed_key'],
  ])('%j is refused (%s)', (pasted, code) => {
    const read = readPasted(pasted)
    expect(read).toMatchObject({ ok: false, code })
    expect(JSON.stringify(read)).not.toContain(body)
  })

  it('that is nothing asks for what the field takes', () => {
    expect(readPasted('')).toMatchObject({ remedy: expect.stringContaining('sk-ant-admin01-') })
    expect(readPasted('', 'openai')).toMatchObject({ remedy: expect.stringContaining('sk-admin-') })
  })

  it('never throws and never says what it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (pasted) => {
        const read = readPasted(pasted)
        if (read.ok) expect(read.key).toMatch(/^[\x21-\x7e]{20,400}$/)
        else expect(read.message.length).toBeGreaterThan(10)
      }),
    )
  })
})
