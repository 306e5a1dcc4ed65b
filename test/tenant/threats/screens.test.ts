import { describe, expect, it } from 'vitest'
import type { TenantId } from '../../../worker/ids.ts'
import { ledger } from '../../support/tenants.ts'
import { findings, inScreens, standingLedger } from './attack.ts'

const attacks: [string, (tenant: TenantId) => Promise<number>, string][] = [
  [
    'changes a figure',
    (tenant) => inScreens('UPDATE usage SET output = output + 1 WHERE tenant = ? AND id = ?', tenant, 'bucket-40'),
    'row_differs',
  ],
  [
    'changes an estimate',
    (tenant) => inScreens('UPDATE usage SET estimate = 1 WHERE tenant = ? AND id = ?', tenant, 'bucket-40'),
    'row_differs',
  ],
  [
    'moves a row to another day',
    (tenant) => inScreens(`UPDATE usage SET day = '' WHERE tenant = ? AND id = ?`, tenant, 'bucket-40'),
    'row_differs',
  ],
  [
    'brings back an older revision',
    // Record 9 is the first revision of it: one record of the tenant, one of the pull, then bucket-0.
    (tenant) =>
      inScreens(
        'UPDATE usage SET seq = 9, rev = 0, output = 1, estimate = NULL WHERE tenant = ? AND id = ?',
        tenant,
        'bucket-7',
      ),
    'row_missing',
  ],
  [
    'deletes a row',
    (tenant) => inScreens('DELETE FROM usage WHERE tenant = ? AND id = ?', tenant, 'bucket-999'),
    'row_missing',
  ],
  [
    'changes what stands under an object that vanished',
    (tenant) => inScreens('UPDATE workspace SET name = ? WHERE tenant = ? AND id = ?', 'Other', tenant, 'b'),
    'row_differs',
  ],
  [
    'makes an object that vanished come back',
    (tenant) => inScreens('UPDATE workspace SET vanished = 0 WHERE tenant = ? AND id = ?', tenant, 'b'),
    'row_differs',
  ],
  [
    'deletes an event',
    (tenant) => inScreens('DELETE FROM activity WHERE tenant = ? AND seq = 0', tenant),
    'row_missing',
  ],
  [
    'inserts an event under the number of another record',
    (tenant) =>
      inScreens(
        `INSERT INTO activity (tenant, seq, at, vendor, type, category, actor_type, machine)
         VALUES (?, 5, '2026-03-01T00:00:00.000Z', 'anthropic', 'made_up', 'other', 'user', 0)`,
        tenant,
      ),
    'row_extra',
  ],
  [
    'inserts a cost that no record states',
    (tenant) =>
      inScreens(
        `INSERT INTO cost (tenant, stream, id, day, vendor, amount, currency, seq, rev)
         VALUES (?, 'anthropic.costs', 'made-up', '2026-03-01', 'anthropic', 5, 'USD', 20, 0)`,
        tenant,
      ),
    'row_extra',
  ],
  [
    'inserts usage beyond the end of the ledger',
    (tenant) =>
      inScreens(
        `INSERT INTO usage (tenant, stream, id, day, vendor, view, uncached_input, cache_read, cache_write_5m,
           cache_write_1h, output, web_searches, seq, rev)
         VALUES (?, 'anthropic.usage', 'made-up', '2026-03-01', 'anthropic', 'dimensions', 0, 0, 0, 0, 9, 0, 99999, 0)`,
        tenant,
      ),
    'row_extra',
  ],
]

describe('a hand in the read models', async () => {
  const tenant = await standingLedger()

  it.each(attacks)('that %s is found, and a rebuild mends it', async (_, attack, code) => {
    expect(await attack(tenant)).toBe(1)
    expect(await findings(tenant)).toMatchObject([{ code, count: 1 }])
    await ledger(tenant).rebuild()
    expect(await findings(tenant)).toEqual([])
  })

  it('that gives a row to another tenant is found in both ledgers', async () => {
    const other = await standingLedger()
    await inScreens(
      'UPDATE usage SET tenant = ?, id = ? WHERE tenant = ? AND id = ?',
      other,
      'moved',
      tenant,
      'bucket-3',
    )
    expect((await findings(tenant)).map(({ code }) => code)).toEqual(['row_missing'])
    expect((await findings(other)).map(({ code }) => code)).toEqual(['row_extra'])
  })
})
