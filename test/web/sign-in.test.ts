// Where people land after signing in, and that no link can lead them elsewhere.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keepWanted, landing, type Shelf, safeTarget, takeWanted } from '../../web/src/pages/sign-in/after.ts'

function shelf(): Shelf & { size: () => number } {
  const kept = new Map<string, string>()
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    size: () => kept.size,
  }
}

describe('the wanted page', () => {
  test.each(['/', '/usage?r=28d', '/people/sub_1', '/invitations/accept?token=abc', '/settings?part=tokens#x'])(
    'may be %s, an address of ours',
    (to) => expect(safeTarget(to)).toBe(to),
  )

  test.each([
    '//evil.example',
    '/\\evil.example',
    '/a\\b',
    'https://evil.example',
    'javascript:alert(1)',
    'usage',
    '',
    '/a b',
    '/line\nbreak',
    '/\tb',
    null,
    undefined,
  ])('is never %j', (to) => expect(safeTarget(to)).toBeNull())

  test.each(['/sign-in', '/sign-in/confirm?token=x', '/sign-in?to=/'])('is not the sign-in page %s again', (to) =>
    expect(safeTarget(to)).toBeNull(),
  )

  test('stays on this origin whatever a link says', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('', '/', '//', '/\\', '/\t/', 'https:'), (rest, start) => {
        const to = safeTarget(start + rest)
        return to === null || new URL(to, 'https://ours.example').origin === 'https://ours.example'
      }),
    )
  })
})

describe('the shelf between the tabs', () => {
  test('gives the page back once', () => {
    const storage = shelf()
    keepWanted(storage, '/costs?r=mtd', 1_000)
    expect(takeWanted(storage, 2_000)).toBe('/costs?r=mtd')
    expect(takeWanted(storage, 2_000)).toBeNull()
  })

  test('forgets it after half an hour', () => {
    const storage = shelf()
    keepWanted(storage, '/costs', 0)
    expect(takeWanted(storage, 30 * 60_000)).toBeNull()
  })

  test('forgets an older wish when nothing is wanted now', () => {
    const storage = shelf()
    keepWanted(storage, '/costs', 0)
    keepWanted(storage, undefined, 0)
    expect(storage.size()).toBe(0)
  })

  test.each(['nonsense', '{}', 'null', '{"to":"//evil.example","until":9e15}', '{"to":5,"until":9e15}'])(
    'is not led by %s in its place',
    (kept) => {
      const storage = shelf()
      storage.setItem('tallystick.wanted', kept)
      expect(takeWanted(storage, 0)).toBeNull()
    },
  )
})

describe('landing', () => {
  test('is the wanted page, else the overview', () => {
    expect(landing('/costs', true)).toBe('/costs')
    expect(landing(null, true)).toBe('/')
  })

  test('is the first step for a person without an organization', () => {
    expect(landing(null, false)).toBe('/welcome')
    expect(landing('/costs', false)).toBe('/welcome')
  })

  test('is the invitation that brought a person without an organization', () => {
    expect(landing('/invitations/accept?token=abc', false)).toBe('/invitations/accept?token=abc')
  })
})
