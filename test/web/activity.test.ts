// The Activity page's pure parts: the question it asks, day heads between events, and who did them.
import { describe, expect, it } from 'vitest'
import { axisCount, dayPoints } from '../../web/src/pages/activity/points.ts'
import { moreWords, rowsOf, whoWords } from '../../web/src/pages/activity/rows.ts'
import { askOf, listOf } from '../../web/src/pages/activity/search.ts'

const event = (seq: number, at: string) => ({
  seq,
  at,
  vendor: 'anthropic' as const,
  type: 'claude_chat_created',
  label: 'Chat created',
  category: 'chat',
  actor_type: 'user_actor',
  who: null,
  machine: false,
  workspace: null,
})
const events = [
  event(9, '2026-11-20T09:00:00.000Z'),
  event(8, '2026-11-20T00:00:00.000Z'),
  event(7, '2026-11-19T23:59:59.000Z'),
]

describe('the question', () => {
  it('is the filter of the URL over its days, without the open record and the view', () => {
    const search = {
      r: '2026-11-01..2026-11-03',
      who: 'sub_a',
      type: ['x'],
      machine: '1' as const,
      record: 5,
      view: 'table' as const,
    }
    expect(askOf(search)).toEqual({
      from: '2026-11-01',
      to: '2026-11-03',
      person: 'sub_a',
      type: ['x'],
      category: undefined,
      vendor: undefined,
      machine: '1',
    })
  })

  it('is about seven days when the URL names none', () => {
    expect(askOf({}, '2026-11-20')).toMatchObject({ from: '2026-11-14', to: '2026-11-20' })
  })

  it('leaves the URL when nothing of a list is chosen', () => {
    expect(listOf([])).toBeUndefined()
    expect(listOf(['chat'])).toEqual(['chat'])
  })
})

describe('the rows', () => {
  it('have the head of each UTC day before its events', () => {
    expect(rowsOf(events, true).map((row) => row.key)).toEqual(['2026-11-20', '9', '8', '2026-11-19', '7'])
  })

  it('have no heads when the range is one day', () => {
    expect(rowsOf(events, false).map((row) => row.key)).toEqual(['9', '8', '7'])
  })

  it('name a person, a subject without a name, or the kind of actor', () => {
    const who = { subject: 'sub_a', name: 'Ines Halvorsen' }
    expect(whoWords({ who, actor_type: 'user_actor' })).toEqual({ words: 'Ines Halvorsen', subject: 'sub_a' })
    expect(whoWords({ who: { subject: 'sub_a' }, actor_type: 'user_actor' })).toEqual({
      words: 'No name',
      subject: 'sub_a',
    })
    expect(whoWords({ who: null, actor_type: 'service_account_actor' })).toEqual({
      words: 'Service account',
      subject: null,
    })
  })

  it('say category and workspace, but not twice that we did it ourselves', () => {
    expect(moreWords({ vendor: 'anthropic', category: 'sign_in', workspace: 'Research' })).toBe(
      'Sign in, workspace Research',
    )
    expect(moreWords({ vendor: 'openai', category: 'keys', workspace: 'search' })).toBe('Keys, project search')
    expect(moreWords({ vendor: 'tallystick', category: 'tallystick', workspace: null })).toBe('')
  })
})

describe('the bars', () => {
  it('hatch today alone unless the caller knows which days are open', () => {
    const days = [
      { day: '2026-11-19', value: 4 },
      { day: '2026-11-20', value: 1200 },
    ]
    expect(dayPoints(days, '2026-11-20').map((point) => point.open)).toEqual([false, true])
    expect(dayPoints([{ day: '2026-11-19', value: 4, open: true }], '2026-11-20')[0]).toMatchObject({ open: true })
    expect(dayPoints(days, '2026-11-20')[1]).toMatchObject({ total: '1,200', title: 'Fri 20 Nov' })
  })

  it('have no word for half an event', () => {
    expect([axisCount(2), axisCount(2.5)]).toEqual(['2', ''])
  })
})
