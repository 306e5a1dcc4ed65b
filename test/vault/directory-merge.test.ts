import { describe, expect, it } from 'vitest'
import { type Directory, EMPTY_DIRECTORY, mergeChanges, removePerson } from '../../worker/vault/directory-merge.ts'

const ada = { email: 'ada@example.com', name: 'Ada Example', seq: 10 }
const known = mergeChanges(EMPTY_DIRECTORY, { people: { sub_a: ada }, labels: { key_1: { name: 'CI', seq: 4 } } })

describe('merging into the directory', () => {
  it('adds who and what is new', () => {
    expect(known).toEqual({ people: { sub_a: ada }, labels: { key_1: { name: 'CI', seq: 4 } }, removed: {} })
  })

  it('leaves what it was given alone', () => {
    mergeChanges(known, { people: { sub_a: { name: 'Changed', seq: 99 } } })
    expect(known.people.sub_a).toEqual(ada)
    expect(EMPTY_DIRECTORY).toEqual({ people: {}, labels: {}, removed: {} })
  })

  it('lets a later record win, member by member', () => {
    const merged = mergeChanges(known, { people: { sub_a: { name: 'Ada Married', seq: 11 } } })
    expect(merged.people.sub_a).toEqual({ email: 'ada@example.com', name: 'Ada Married', seq: 11 })
  })

  it('lets an earlier record only fill what is missing', () => {
    const late = mergeChanges(EMPTY_DIRECTORY, { people: { sub_a: { name: 'Ada Example', seq: 10 } } })
    const merged = mergeChanges(late, { people: { sub_a: { email: 'old@example.com', name: 'Old', seq: 3 } } })
    expect(merged.people.sub_a).toEqual({ email: 'old@example.com', name: 'Ada Example', seq: 10 })
  })

  it('keeps the label of the latest record', () => {
    expect(mergeChanges(known, { labels: { key_1: { name: 'New', seq: 5 } } }).labels.key_1?.name).toBe('New')
    expect(mergeChanges(known, { labels: { key_1: { name: 'Old', seq: 3 } } }).labels.key_1?.name).toBe('CI')
  })

  it('gives back the very same directory when nothing is new', () => {
    expect(mergeChanges(known, {})).toBe(known)
    expect(mergeChanges(known, { people: { sub_a: ada }, labels: known.labels })).toBe(known)
    expect(mergeChanges(known, { people: { sub_a: { name: 'Older', seq: 2 } } })).toBe(known)
  })

  it('ends the same when batches are delivered twice, in ledger order', () => {
    const batches = [
      { people: { sub_a: { name: 'A', seq: 1 }, sub_b: { email: 'b@example.com', seq: 2 } } },
      { people: { sub_a: { email: 'a@example.com', seq: 3 } }, labels: { x: { name: 'X', seq: 4 } } },
      { people: { sub_a: { name: 'AA', seq: 5 } }, labels: { x: { name: 'XX', seq: 6 } } },
    ]
    const once = batches.reduce(mergeChanges, EMPTY_DIRECTORY)
    const twice = batches.flatMap((batch) => [batch, batch]).reduce(mergeChanges, EMPTY_DIRECTORY)
    const rebuilt = batches.reduce(mergeChanges, once)
    expect(twice).toEqual(once)
    expect(rebuilt).toEqual(once)
    expect(once.people.sub_a).toEqual({ name: 'AA', email: 'a@example.com', seq: 5 })
  })

  it('takes a label that is called like a member of every object', () => {
    const labels = JSON.parse(
      '{"__proto__":{"name":"P","seq":1},"toString":{"name":"T","seq":1}}',
    ) as Directory['labels'] // as JSON reads it
    const merged = mergeChanges(EMPTY_DIRECTORY, { labels })
    expect(Object.keys(merged.labels)).toEqual(['__proto__', 'toString'])
    expect(JSON.parse(JSON.stringify(merged)).labels).toEqual(labels)
  })
})

describe('removing a person', () => {
  it('leaves no name, and leaves the others', () => {
    const both = mergeChanges(known, { people: { sub_b: { name: 'Bo Example', seq: 12 } } })
    const rest = removePerson(both, 'sub_a', 20)
    expect(rest.people).toEqual({ sub_b: { name: 'Bo Example', seq: 12 } })
    expect(rest.labels).toEqual(both.labels)
    expect(JSON.stringify(rest)).not.toContain('Ada')
  })

  it('keeps what earlier records say out, however late it comes', () => {
    const removed = removePerson(known, 'sub_a', 20)
    expect(mergeChanges(removed, { people: { sub_a: ada } })).toBe(removed)
    expect(mergeChanges(removed, { people: { sub_a: { ...ada, seq: 19 } } })).toBe(removed)
  })

  it('lets in who is met again after it', () => {
    const removed = removePerson(known, 'sub_a', 20)
    const met = mergeChanges(removed, { people: { sub_a: { email: 'ada@example.com', seq: 20 } } })
    expect(met.people.sub_a).toEqual({ email: 'ada@example.com', seq: 20 })
  })

  it('works before the person was ever named', () => {
    const removed = removePerson(EMPTY_DIRECTORY, 'sub_a', 20)
    expect(mergeChanges(removed, { people: { sub_a: ada } })).toBe(removed)
  })

  it('never takes back an earlier removal', () => {
    const removed = removePerson(removePerson(known, 'sub_a', 20), 'sub_a', 5)
    expect(removed.removed).toEqual({ sub_a: 20 })
    expect(removePerson(removed, 'sub_a', 20)).toBe(removed)
  })
})
