// The open record in words and lines: titles, kinds, and its exact bytes made readable without losing any.
import { describe, expect, it } from 'vitest'
import { linesOf } from '../../web/src/records/lines.ts'
import { kindName, personName, prevOf, recordTitle, sentence } from '../../web/src/records/words.ts'

const hash = 'b'.repeat(64)
const text = `{"data":{"list":[1,2],"none":{},"type":"claude_chat_created"},"kind":"activity","prev":"${hash}","refs":[3]}`

describe('words', () => {
  it('calls an activity by its event and every other record by its kind', () => {
    expect(recordTitle({ kind: 'activity', record: text })).toBe('Claude chat created')
    expect(recordTitle({ kind: 'vendor_key', record: text })).toBe('API key')
    expect(recordTitle({ kind: 'activity', record: 'not json' })).toBe('Activity')
  })

  it('keeps the capitals of proper names', () => {
    expect(sentence('claude_code_user')).toBe('Claude Code user')
    expect(sentence('admin_api_key_created')).toBe('Admin API key created')
    expect(kindName('service_account')).toBe('Service account')
  })

  it('reads the link from the bytes and nowhere else', () => {
    expect(prevOf(text)).toBe(hash)
    expect(prevOf('[]')).toBeNull()
  })

  it('calls a person by name, else by address, and nobody by anything', () => {
    expect(personName({ name: 'Ines Halvorsen', email: 'ines@example.com' })).toBe('Ines Halvorsen')
    expect(personName({ email: 'ines@example.com' })).toBe('ines@example.com')
    expect(personName({})).toBeNull()
    expect(personName(null)).toBeNull()
  })
})

describe('lines', () => {
  it('write every member on a line of its own, in the order of the bytes', () => {
    expect(linesOf(text)?.map((line) => [line.indent, line.name, line.value])).toEqual([
      [0, 'data', '{'],
      [1, 'list', '[1, 2],'],
      [1, 'none', '{},'],
      [1, 'type', '"claude_chat_created"'],
      [0, '', '},'],
      [0, 'kind', '"activity",'],
      [0, 'prev', `"${hash}",`],
      [0, 'refs', '[3]'],
    ])
  })

  it('mark hashes, which may be shown short, and keep objects in lists', () => {
    expect(
      linesOf(text)
        ?.filter((line) => line.hash)
        .map((line) => line.name),
    ).toEqual(['prev'])
    expect(linesOf('{"a":[{"b":1}]}')?.map((line) => line.value)).toEqual(['[', '{', '1', '}', ']'])
  })

  it('leave bytes that are no object to be shown as they are', () => {
    expect(linesOf('not json')).toBeNull()
    expect(linesOf('[1]')).toBeNull()
  })
})
