// Windows: no day is left out, whatever happened before, and a page tells how far it has come.
import { describe, expect, it } from 'vitest'
import { addDays, backfillWindow, daysBetween, daysWithin, liveWindow, nextRead } from '../../worker/pull/days.ts'
import { STREAMS, streamById } from '../../worker/vendors/catalog.ts'

const NOW = new Date('2026-11-20T10:00:00Z')
const of = (id: string) => {
  const stream = streamById(id)
  if (stream === undefined) throw new Error(`no stream ${id}`)
  return stream
}
const usage = of('anthropic.usage')
const feed = of('anthropic.activity')

describe('a live window', () => {
  it('is the last days with today, and more of them once a day', () => {
    const reachedTo = '2026-11-20T09:45:00.000Z'
    expect(liveWindow(usage, NOW, { longReread: '2026-11-20', reachedTo })).toEqual({
      from: '2026-11-18',
      to: '2026-11-21',
      long: false,
    })
    expect(liveWindow(usage, NOW, { longReread: '2026-11-19', reachedTo })).toEqual({
      from: '2026-10-21',
      to: '2026-11-21',
      long: true,
    })
    expect(liveWindow(usage, NOW, { longReread: null, reachedTo: null }).long).toBe(true)
  })

  it('reaches back to the last read that got through, however long ago that was', () => {
    const away = { longReread: '2026-11-20', reachedTo: '2026-08-01T09:00:00.000Z' }
    // 1 August was not over then, and the two days before it may have been restated since.
    expect(liveWindow(usage, NOW, away).from).toBe('2026-07-30')
    expect(liveWindow(feed, NOW, away).from).toBe('2026-08-01')
    expect(liveWindow(usage, NOW, { ...away, longReread: null }).from).toBe('2026-07-30')
  })

  it.each(STREAMS.filter(({ shape }) => shape !== 'inventory').map((stream) => [stream.id, stream] as const))(
    'of %s always holds today and ends before tomorrow is over',
    (_, stream) => {
      for (const longReread of [null, '2026-11-20']) {
        const { from, to } = liveWindow(stream, NOW, { longReread, reachedTo: null })
        expect(from <= '2026-11-20').toBe(true)
        expect(to).toBe('2026-11-21')
      }
    },
  )
})

describe('the steps of a backfill', () => {
  it('cover every day once, newest first, and end', () => {
    const days: string[] = []
    let cursor = { from: '2026-08-23', to: '2026-11-21', token: null }
    for (;;) {
      const window = backfillWindow(cursor, 15)
      if (window === undefined) break
      for (let day = addDays(window.to, -1); day >= window.from; day = addDays(day, -1)) days.push(day)
      cursor = { ...cursor, to: window.from }
    }
    expect(days).toHaveLength(90)
    expect(days[0]).toBe('2026-11-20')
    expect(days.at(-1)).toBe('2026-08-23')
    expect(new Set(days).size).toBe(90)
    expect([...days].sort().reverse()).toEqual(days)
  })

  it('are never longer than what is left', () => {
    expect(backfillWindow({ from: '2026-11-19', to: '2026-11-21', token: null }, 15)).toEqual({
      from: '2026-11-19',
      to: '2026-11-21',
    })
    expect(backfillWindow({ from: '2026-11-21', to: '2026-11-21', token: null }, 15)).toBeUndefined()
    expect(backfillWindow({ from: '2026-11-22', to: '2026-11-21', token: null }, 15)).toBeUndefined()
  })

  it('count days over months, leap days and clock changes', () => {
    expect(daysBetween('2028-02-28', '2028-03-01')).toBe(2)
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2)
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
  })
})

describe('days of an unfinished step', () => {
  const window = { from: '2026-11-10', to: '2026-11-20' }
  const on = (...days: string[]) => days.map((day) => ({ occurredAt: `${day}T08:00:00.000Z` }))

  it('are those before the day where a report’s page ends', () => {
    expect(daysWithin('daily', window, on('2026-11-10', '2026-11-12', '2026-11-11'))).toBe(2)
    expect(daysWithin('daily', window, on('2026-11-10'))).toBe(0)
  })

  it('are those after the day where a feed’s page ends', () => {
    expect(daysWithin('feed', window, on('2026-11-19', '2026-11-17'))).toBe(2)
    expect(daysWithin('feed', window, on('2026-11-19'))).toBe(0)
  })

  it('are none when the page cannot tell', () => {
    expect(daysWithin('daily', window, [])).toBe(0)
    expect(daysWithin('daily', window, on('2026-12-24', '2026-01-01'))).toBe(0)
  })
})

describe('the next read', () => {
  it('is due at the tick after the one that sent this read, however late the queue was', () => {
    const tick = '2026-11-20T10:15:00.000Z'
    for (const late of ['10:00:00', '10:00:07', '10:09:59', '10:14:59']) {
      expect(nextRead(new Date(`2026-11-20T${late}Z`), 15).toISOString()).toBe(tick)
    }
    expect(nextRead(new Date('2026-11-20T10:09:59Z'), 60).toISOString()).toBe('2026-11-20T11:00:00.000Z')
  })
})
