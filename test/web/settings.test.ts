// What each role sees and may press in Settings, and the order of streams under their connections.
import { describe, expect, test } from 'vitest'
import { groupedStreams, hiddenColumns, isDue, isLate } from '../../web/src/pages/settings/integrations/stream-rows.ts'
import { roles, rolesToGive, whyFixed } from '../../web/src/pages/settings/members/roles.ts'
import { regionWords, zones } from '../../web/src/pages/settings/organization/words.ts'
import { partsFor } from '../../web/src/pages/settings/parts.ts'
import { expiryAfter, lives, scopes, scopesFor } from '../../web/src/pages/settings/tokens/scopes.ts'
import { ROLE_PERMISSIONS, ROLES, TOKEN_SCOPES } from '../../worker/access/roles.ts'
import { REGIONS } from '../../worker/access/rows.ts'
import type { ConnectionView, StreamView } from '../../worker/http/schemas/connections.ts'

describe('the parts of Settings', () => {
  test('are all open to owners, admins and auditors', () => {
    for (const role of ['owner', 'admin', 'auditor'] as const)
      expect(partsFor(ROLE_PERMISSIONS[role])).toEqual([
        'organization',
        'integrations',
        'members',
        'tokens',
        'teams',
        'receipts',
        'reports',
        'account',
      ])
  })

  test('are teams, reports and the own account for finance, and the own account alone for members', () => {
    expect(partsFor(ROLE_PERMISSIONS.finance)).toEqual(['teams', 'reports', 'account'])
    expect(partsFor(ROLE_PERMISSIONS.member)).toEqual(['account'])
  })
})

describe('roles', () => {
  const owner = { id: 'a', role: 'owner' } as const
  const other = { id: 'b', role: 'owner' } as const
  const admin = { id: 'c', role: 'admin' } as const

  test('are the roles of the API', () => {
    expect(roles).toEqual(ROLES)
  })

  test('keep the last owner', () => {
    expect(whyFixed(owner, [owner, admin], 'owner')).toMatch(/last owner/)
    expect(whyFixed(owner, [owner, other, admin], 'owner')).toBeNull()
  })

  test('let only an owner touch an owner', () => {
    expect(whyFixed(owner, [owner, other], 'admin')).toMatch(/Only an owner/)
    expect(whyFixed(admin, [owner, admin], 'admin')).toBeNull()
    expect(rolesToGive('owner')).toContain('owner')
    expect(rolesToGive('admin')).not.toContain('owner')
  })
})

describe('tokens', () => {
  test('offer exactly the scopes that the API takes', () => {
    expect(scopes.map(({ scope }) => scope).sort()).toEqual([...TOKEN_SCOPES].sort())
  })

  test('offer only what their maker holds', () => {
    expect(scopesFor(ROLE_PERMISSIONS.finance).map(({ scope }) => scope)).toEqual([
      'read:usage',
      'read:costs',
      'read:ledger',
      'read:insights',
      'read:exports',
      'write:exports',
      'write:budgets',
    ])
  })

  test('end within what the API allows: an hour to 366 days', () => {
    const now = Date.UTC(2026, 10, 20)
    expect(expiryAfter(90, now)).toBe('2027-02-18T00:00:00.000Z')
    for (const { value } of lives) {
      const days = (Date.parse(expiryAfter(Number(value), now)) - now) / 86_400_000
      expect(days).toBeGreaterThan(1 / 24)
      expect(days).toBeLessThan(366)
    }
  })
})

describe('the organization', () => {
  test('has words for every region of the API', () => {
    expect(Object.keys(regionWords).sort()).toEqual([...REGIONS].sort())
  })

  test('offers UTC first and keeps the zone that is set, once', () => {
    expect(zones(['Europe/Berlin', 'UTC'], 'Europe/Berlin')).toEqual(['UTC', 'Europe/Berlin'])
    expect(zones(['Europe/Berlin'], 'Asia/Calcutta')).toEqual(['UTC', 'Asia/Calcutta', 'Europe/Berlin'])
  })
})

describe('the streams', () => {
  // The fields that decide; the rest is of no interest here.
  const connection = (id: string) => ({ id }) as ConnectionView
  const stream = (connection: string, stream: string) => ({ connection, stream }) as StreamView

  test('stand under their connections, and those of a removed connection are left out', () => {
    const rows = groupedStreams(
      [stream('b', 'x'), stream('a', 'y'), stream('gone', 'z'), stream('b', 'w')],
      [connection('a'), connection('b'), connection('empty')],
    )
    expect(rows.map((row) => ('group' in row ? row.group.id : row.stream))).toEqual(['a', 'y', 'b', 'x', 'w'])
  })

  test('are late from three hours; what was never read is unknown, not late', () => {
    expect(isLate({ lag_seconds: 3 * 3600 })).toBe(true)
    expect(isLate({ lag_seconds: 3 * 3600 - 1 })).toBe(false)
    expect(isLate({ lag_seconds: null })).toBe(false)
  })

  test('are due half a minute before their turn', () => {
    const next_due = '2026-11-20T12:00:00.000Z'
    const at = Date.parse(next_due)
    expect(isDue({ next_due }, at - 29_000)).toBe(true)
    expect(isDue({ next_due }, at - 31_000)).toBe(false)
    expect(isDue({ next_due }, at + 60_000)).toBe(true)
  })

  test('hide the column of words when nobody has any', () => {
    const quiet = { words: null, request_id: null }
    expect(hiddenColumns([quiet], false)).toEqual(['words'])
    expect(hiddenColumns([quiet, { words: 'x', request_id: null }], false)).toEqual([])
    expect(hiddenColumns([quiet, { words: 'x', request_id: null }], true)).toContain('words')
  })
})
