import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { ledger, makeTenant } from '../support/tenants.ts'
import { gone, page, usages, workspace } from './drafts.ts'

const stream = 'anthropic.workspaces'

describe('the history of a record', () => {
  it('begins with the first revision of the same thing and counts all of them', async () => {
    const tenant = await makeTenant()
    const append = async (...drafts: Parameters<typeof page>[0]) => {
      const done = await ledger(tenant).append(page(drafts, { stream }))
      if (!done.ok || done.first === null) throw new Error('not appended')
      // The pull record stands first.
      return done.first + 1
    }
    const first = await append(workspace('a', 'Assay'), workspace('b', 'Bench'))
    const second = await append(workspace('a', 'Assay Lab', 1))
    const third = await append(gone('a', 2))
    const [b, a] = await ledger(tenant).histories([third, first + 1])
    expect([a?.first, a?.revisions, b?.first, b?.revisions]).toEqual([first, 3, first + 1, 1])
    // A revision in the middle is asked for as what it was then.
    expect(await ledger(tenant).histories([second])).toMatchObject([{ seq: second, first, revisions: 2 }])
  })

  it('says when the ledger learned of it, from the records themselves', async () => {
    const tenant = await makeTenant()
    await ledger(tenant).append(page([workspace('a', 'Assay')], { stream }))
    const { size } = await ledger(tenant).state()
    await runInDurableObject(ledger(tenant), (_, { storage }) => {
      storage.sql.exec("UPDATE record SET at = '2026-01-02T03:04:05.000Z' WHERE first = ?", size - 2)
    })
    await ledger(tenant).append(page([workspace('a', 'Assay Lab', 1)], { stream }))
    const [found] = await ledger(tenant).histories([size + 1])
    const [record] = await ledger(tenant).records(size + 1, size + 1)
    expect(found?.firstAt).toBe('2026-01-02T03:04:05.000Z')
    expect(found?.lastAt).toBe(JSON.parse(record?.text ?? '{}').ingested_at)
  })

  it('is left out for what is no record here, and is not asked of more than a thousand at a time', async () => {
    const tenant = await makeTenant()
    expect(await ledger(tenant).histories([99])).toEqual([])
    await ledger(tenant).append(page(usages(0, 1100)))
    const asked = Array.from({ length: 1100 }, (_, at) => at)
    expect(await ledger(tenant).histories(asked)).toHaveLength(1000)
    expect(await ledger(tenant).histories([2_000, -1])).toEqual([])
  })
})
