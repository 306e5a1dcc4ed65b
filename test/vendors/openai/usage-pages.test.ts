// The pages of a report: the same question each time, the same ids however the vendor cuts them, an end to every read.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import first from '../../vectors/openai-examples/usage-completions.json'
import second from '../../vectors/openai-examples/usage-completions.page2.json'
import { ask, idOf, inTurn, literal, pageOf, queryOf, walk } from '../literal.ts'
import { bucket, lastPage, pageBefore, rowOf, streamOf } from './reporting.ts'

const completions = streamOf('completions')
const refusal = () => Response.json({ error: { message: 'group_by is not available', code: null } }, { status: 400 })

describe('the next page', () => {
  it('is asked for with the vendor’s token and every other parameter unchanged', async () => {
    const { client, asked } = literal(inTurn(first, second))
    expect((await walk(completions, client, ask())).drafts).toHaveLength(6)
    const [one, two] = asked.map((request) => queryOf(request))
    expect(two).toEqual([...(one ?? []), ['page', first.next_page]])
  })

  it('keeps to the days of the first, also when the window has moved on since', async () => {
    const { client, asked } = literal(inTurn(first, second))
    const { next } = pageOf(await completions.page(client, ask()))
    await completions.page(client, ask({ token: next, window: { from: '2026-11-18', to: '2026-11-20' } }))
    const days = asked.map(({ url }) => [url.searchParams.get('start_time'), url.searchParams.get('end_time')])
    expect(days[1]).toEqual(days[0])
  })

  it('that is not named, or the same again, makes the answer unreadable', async () => {
    const nameless = literal(inTurn({ ...first, next_page: null }))
    expect(await completions.page(nameless.client, ask())).toMatchObject({ fault: { code: 'unreadable' } })
    const { client } = literal(inTurn(first, first))
    const { next } = pageOf(await completions.page(client, ask()))
    expect(await completions.page(client, ask({ token: next }))).toMatchObject({ fault: { code: 'unreadable' } })
  })

  it('may follow a page of empty days, or of none', async () => {
    const { client } = literal(inTurn(pageBefore('p2', [bucket(0, [])]), pageBefore('p3', []), lastPage([])))
    expect(await walk(completions, client, ask())).toMatchObject({ drafts: [], tokens: { length: 2 } })
  })

  it('is never known by a person: a token holds no id of anybody', async () => {
    const { next } = pageOf(await completions.page(literal(inTurn(first)).client, ask()))
    expect(next).not.toMatch(/user-|key_|proj_/)
  })
})

describe('the days of a page', () => {
  it('are those it has buckets for, empty ones too', async () => {
    const { client } = literal(inTurn(lastPage([bucket(0, [rowOf()]), bucket(1, []), bucket(2, [rowOf()])])))
    expect(pageOf(await completions.page(client, ask())).days).toEqual(['2026-11-18', '2026-11-19', '2026-11-20'])
  })

  it('are none without buckets, and a bucket without rows of its own is unreadable rather than empty', async () => {
    expect(pageOf(await completions.page(literal(inTurn(lastPage([]))).client, ask())).days).toEqual([])
    const broken = lastPage([{ object: 'bucket', start_time: 1_794_960_000 }])
    expect(await completions.page(literal(inTurn(broken)).client, ask())).toMatchObject({
      fault: { code: 'unreadable' },
    })
  })
})

describe('rows that look alike', () => {
  it('are told apart, on one page and over two', async () => {
    const idsOf = async (...answers: unknown[]) =>
      (await walk(completions, literal(inTurn(...answers)).client, ask())).drafts.map((draft) => idOf(draft))
    const whole = await idsOf(lastPage([bucket(0, [rowOf(), rowOf(), rowOf()])]))
    expect(new Set(whole).size).toBe(3)
    expect(whole[2]).toBe(`${whole[0]}/3`)
    expect(await idsOf(pageBefore('p2', [bucket(0, [rowOf(), rowOf()])]), lastPage([bucket(0, [rowOf()])]))).toEqual(
      whole,
    )
    // The same row on the next day is no repeat.
    const days = await idsOf(pageBefore('p2', [bucket(0, [rowOf()])]), lastPage([bucket(1, [rowOf()])]))
    expect(days.map((id) => id.split('/').length)).toEqual([3, 3])
  })

  it('have the same ids wherever the vendor cuts the pages', async () => {
    const rows = fc.array(
      fc.record({
        day: fc.nat(2),
        model: fc.constantFrom('a', 'b'),
        user_id: fc.constantFrom('user-one', 'user-two', null),
      }),
      { minLength: 1, maxLength: 12 },
    )
    await fc.assert(
      fc.asyncProperty(rows, fc.array(fc.nat(12), { maxLength: 4 }), async (unsorted, cuts) => {
        const sorted = unsorted.toSorted((a, b) => a.day - b.day)
        const bucketsOf = (part: typeof sorted) =>
          [0, 1, 2].flatMap((day) => {
            const own = part.filter((row) => row.day === day).map(({ model, user_id }) => rowOf({ model, user_id }))
            return own.length === 0 ? [] : [bucket(day, own)]
          })
        const ends = [...new Set([...cuts.filter((cut) => cut < sorted.length), sorted.length])].sort((a, b) => a - b)
        const pages = ends.map((end, at) => {
          const data = bucketsOf(sorted.slice(ends[at - 1] ?? 0, end))
          return end === sorted.length ? lastPage(data) : pageBefore(`p${at}`, data)
        })
        const idsOf = async (answers: unknown[]) =>
          (await walk(completions, literal(inTurn(...answers)).client, ask())).drafts.map((draft) => idOf(draft))
        expect(await idsOf(pages)).toEqual(await idsOf([lastPage(bucketsOf(sorted))]))
      }),
      { numRuns: 60 },
    )
  })

  it('are remembered for a bounded day only, so that pages in a circle come to the same token', async () => {
    const many = Array.from({ length: 3000 }, (_, at) => rowOf({ model: `m-${at}` }))
    const { client } = literal(inTurn(pageBefore('p2', [bucket(0, many)]), pageBefore('p3', [bucket(0, many)])))
    const one = pageOf(await completions.page(client, ask())).next
    const two = pageOf(await completions.page(client, ask({ token: one }))).next
    expect(one?.length).toBeGreaterThan(3000 * 16)
    expect(two?.length).toBeLessThan(200)
  })
})

describe('an organization that is refused the split by person', () => {
  /** Refuses a question that groups by any of `names`. */
  const refusing = (...names: string[]) =>
    literal(({ url }) => {
      const asked = url.searchParams.getAll('group_by[]')
      if (names.some((name) => asked.includes(name))) return refusal()
      return Response.json(url.searchParams.has('page') ? second : first)
    })
  const groupsOf = (asked: { url: URL }[]) => asked.map(({ url }) => url.searchParams.getAll('group_by[]'))

  it('is read without it, on every page', async () => {
    const { client, asked } = refusing('user_id')
    await walk(completions, client, ask())
    const without = ['project_id', 'api_key_id', 'model', 'batch', 'service_tier']
    expect(groupsOf(asked)).toEqual([expect.arrayContaining(['user_id']), without, without])
  })

  it('is read without keys as well where those are refused', async () => {
    const { client, asked } = refusing('api_key_id')
    await walk(completions, client, ask())
    const least = ['project_id', 'model', 'batch', 'service_tier']
    expect(groupsOf(asked).slice(2)).toEqual([least, least])
    expect(asked).toHaveLength(4)
  })

  it('hears the refusal when it is about something else', async () => {
    const { client, asked } = literal(refusal)
    expect(await completions.page(client, ask())).toMatchObject({ ok: false, fault: { code: 'bad_request' } })
    expect(asked).toHaveLength(3)
    const plain = literal(refusal)
    expect(await streamOf('vector_stores').page(plain.client, ask())).toMatchObject({ fault: { code: 'bad_request' } })
    expect(plain.asked).toHaveLength(1)
  })

  it('never changes the question in the middle: a page token belongs to the one that made it', async () => {
    const { client, asked } = literal(({ url }) => (url.searchParams.has('page') ? refusal() : Response.json(first)))
    const { next } = pageOf(await completions.page(client, ask()))
    expect(await completions.page(client, ask({ token: next }))).toMatchObject({ fault: { code: 'bad_request' } })
    expect(asked).toHaveLength(2)
  })
})
