// Who is asked when: waits that grow to a ceiling, and nothing that keeps a step coming for nobody.
import { describe, expect, it } from 'vitest'
import {
  again,
  dropStale,
  finish,
  isDue,
  nextDue,
  putOff,
  startOver,
  type Turns,
} from '../../../worker/root/anchor/turns.ts'

describe('a turn', () => {
  it('is due at once, or at the first moment that was said, and then stays at that', () => {
    const turns: Turns = {}
    expect(isDue(turns, 'a', 100)).toBe(true)
    expect(isDue(turns, 'b', 100, 150)).toBe(false)
    expect(isDue(turns, 'b', 149, 900)).toBe(false)
    expect(isDue(turns, 'b', 150, 900)).toBe(true)
  })

  it('is put off by twice as long each time, up to six polls', () => {
    const turns: Turns = {}
    const waits = Array.from({ length: 6 }, () => {
      putOff(turns, 'a', 0, 10, 'unreachable')
      return turns.a?.due
    })
    expect(waits).toEqual([10, 20, 40, 60, 60, 60])
    expect(turns.a).toMatchObject({ tries: 6, why: 'unreachable' })
    again(turns, 'a', 500)
    putOff(turns, 'a', 500, 10, 'unreachable')
    expect(turns.a?.due).toBe(510)
  })

  it('that is done is never due and not waited for', () => {
    const turns: Turns = {}
    finish(turns, 'a', 'superseded')
    expect(isDue(turns, 'a', 1e15)).toBe(false)
    expect(nextDue(turns)).toBeUndefined()
    dropStale(turns, 1e15)
    expect(turns.a).toEqual({ tries: 0, due: 0, done: true, why: 'superseded' })
  })

  it('that nobody looked at when it was due is dropped', () => {
    const turns: Turns = {}
    again(turns, 'old', 50)
    again(turns, 'later', 150)
    dropStale(turns, 100)
    expect(Object.keys(turns)).toEqual(['later'])
    expect(nextDue(turns)).toBe(150)
  })

  it('starts over with all of its kind', () => {
    const turns: Turns = {}
    finish(turns, 'submit a')
    finish(turns, 'tsa a')
    startOver(turns, 'submit ')
    expect(Object.keys(turns)).toEqual(['tsa a'])
  })
})
