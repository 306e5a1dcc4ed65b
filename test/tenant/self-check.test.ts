import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { prune } from '../../worker/tenant/prune.ts'
import { home, ledger, makeTenant } from '../support/tenants.ts'
import { gone, page, usage, usages, workspace } from './drafts.ts'
import { findings, standingLedger } from './threats/attack.ts'

describe('a healthy ledger', () => {
  it('is not accused: not when empty but for its first record, not when standing, not when checked twice', async () => {
    const young = await makeTenant()
    expect(await findings(young)).toEqual([])
    await ledger(young).settle()
    expect(await findings(young)).toEqual([])
    const tenant = await standingLedger()
    expect(await findings(tenant)).toEqual([])
    expect(await findings(tenant)).toEqual([])
  })

  it('is not accused for records that are neither signed nor shown yet', async () => {
    const tenant = await standingLedger()
    await ledger(tenant).append(page([...usages(5_000, 300), usage('bucket-9', 3, 1)]))
    expect(await findings(tenant)).toEqual([])
  })

  it('is not accused while it grows, settles and is rebuilt between the pieces', async () => {
    const tenant = await makeTenant()
    for (let first = 0; first < 20_000; first += 2_000) await ledger(tenant).append(page(usages(first, 2_000)))
    await ledger(tenant).settle()
    for (let round = 0; ; round++) {
      const step = await ledger(tenant).selfCheck()
      if (step.done) {
        expect(step.findings).toEqual([])
        expect(round).toBeGreaterThan(3)
        break
      }
      await ledger(tenant).append(page([...usages(30_000 + round * 10, 10), usage(`bucket-${round}`, 2, 1)]))
      if (round === 1) await ledger(tenant).rebuild()
      else await ledger(tenant).settle()
    }
  })

  it('is not accused after it was pruned, and its pruned texts are read from the archive', async () => {
    const tenant = await standingLedger()
    await runInDurableObject(ledger(tenant), async (_, { storage }) => {
      while (await prune(storage.sql, home.archive, tenant, 100));
    })
    expect(await findings(tenant)).toEqual([])
  })

  it('is not accused for what came, went, and came again', async () => {
    const tenant = await makeTenant()
    const stream = 'anthropic.workspaces'
    await ledger(tenant).append(page([workspace('a', 'A'), workspace('b', 'B'), usage('u')], { stream }))
    await ledger(tenant).append(page([gone('a', 1), gone('b', 1), gone('u', 1, 'usage')], { stream }))
    await ledger(tenant).append(page([workspace('a', 'A2', 2)], { stream }))
    await ledger(tenant).settle()
    expect(await findings(tenant)).toEqual([])
  })

  it('is not accused because a price list came after its usage', async () => {
    const tenant = await standingLedger()
    await home.db.prepare('UPDATE usage SET estimate = NULL WHERE tenant = ?').bind(tenant).run()
    expect(await findings(tenant)).toEqual([])
  })

  it('of 72,000 records is compared whole, in pieces', { timeout: 240_000 }, async () => {
    const tenant = await makeTenant()
    for (let first = 0; first < 72_000; first += 4_000) {
      await ledger(tenant).append({ stream: 'anthropic.usage', drafts: usages(first, 4_000) })
    }
    await ledger(tenant).settle()
    let pieces = 1
    let step = await ledger(tenant).selfCheck()
    for (; !step.done; pieces++) step = await ledger(tenant).selfCheck()
    expect(step).toEqual({ done: true, size: 72_001, findings: [] })
    expect(pieces).toBeGreaterThan(9)
    // ... and it was looked at: level 1 has a full tile only from 65,536 records on.
    expect(await home.archive.head(`${tenant}/tile/1/000`)).not.toBeNull()
    await home.archive.put(`${tenant}/tile/1/000`, new Uint8Array(8_192))
    expect(await findings(tenant)).toEqual([expect.objectContaining({ code: 'file_differs', seq: 0, count: 1 })])
  })
})
