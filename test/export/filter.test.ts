import { describe, expect, it } from 'vitest'
import { type Selection, selects, statedFilter } from '../../worker/export/filter.ts'
import type { JsonObject } from '../../worker/ledger/jcs.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'

const MEI = `sub_${'3'.repeat(26)}`

function record(more: { data?: JsonObject } & Partial<Record<'stream' | 'kind' | 'subject' | 'occurred_at', string>>) {
  const plain = { stream: 'anthropic.usage', kind: 'usage', occurred_at: '2026-03-01T23:59:59.999Z', data: {} }
  return { ...plain, ...more } as unknown as LedgerRecord // the members that a filter looks at
}

const takes = (selection: Selection, more: Parameters<typeof record>[0] = {}) => selects(selection)(record(more))

describe('a filter', () => {
  it('takes everything when nothing is asked', () => {
    expect(takes({})).toBe(true)
  })

  it('includes both days of its range, in UTC', () => {
    expect(takes({ from: '2026-03-01', to: '2026-03-01' })).toBe(true)
    expect(takes({ from: '2026-03-02' })).toBe(false)
    expect(takes({ to: '2026-02-28' })).toBe(false)
    expect(takes({ to: '2026-03-01' }, { occurred_at: '2026-03-02T00:00:00.000Z' })).toBe(false)
  })

  it('takes a vendor by the whole first part of the stream', () => {
    expect(takes({ vendor: 'anthropic' })).toBe(true)
    expect(takes({ vendor: 'openai' })).toBe(false)
    expect(takes({ vendor: 'anthropic' }, { stream: 'anthropicx.usage' })).toBe(false)
    expect(takes({ vendor: 'tallystick' }, { stream: 'tallystick.export' })).toBe(true)
  })

  it('takes streams and kinds by their names', () => {
    expect(takes({ streams: ['anthropic.usage', 'openai.costs'] })).toBe(true)
    expect(takes({ streams: ['anthropic.costs'] })).toBe(false)
    expect(takes({ kinds: ['usage'] })).toBe(true)
    expect(takes({ kinds: ['pull', 'cost'] })).toBe(false)
  })

  it('takes a person by any of their subjects, and never what is about nobody', () => {
    expect(takes({ subjects: ['sub_x', MEI] }, { subject: MEI })).toBe(true)
    expect(takes({ subjects: ['sub_x'] }, { subject: MEI })).toBe(false)
    expect(takes({ subjects: [MEI] })).toBe(false)
  })

  it('takes workspaces and projects by id, the default one by its name', () => {
    const workspace = ['wrkspc_a', 'proj_b']
    expect(takes({ workspace }, { data: { workspace: 'wrkspc_a' } })).toBe(true)
    expect(takes({ workspace }, { data: { project: 'proj_b' } })).toBe(true)
    expect(takes({ workspace }, { data: { workspace_id: 'wrkspc_a' } })).toBe(true)
    expect(takes({ workspace }, { data: { workspace: 'wrkspc_c' } })).toBe(false)
    expect(takes({ workspace }, { data: { workspace: null } })).toBe(false)
    expect(takes({ workspace: ['default'] }, { data: { workspace: null } })).toBe(true)
    expect(takes({ workspace: ['default'] }, { data: {} })).toBe(false)
  })

  it('demands all of its conditions at once', () => {
    expect(takes({ vendor: 'anthropic', kinds: ['cost'] })).toBe(false)
  })

  it('is stated without what was not asked', () => {
    expect(statedFilter({ from: '2026-03-01', to: undefined, subjects: [MEI] })).toEqual({
      from: '2026-03-01',
      subjects: [MEI],
    })
    expect(statedFilter({})).toEqual({})
  })
})
