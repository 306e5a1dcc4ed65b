import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { rootLogOf } from '../../../worker/region.ts'
import { home, ledger } from '../../support/tenants.ts'
import { page, usages } from '../drafts.ts'
import { cheaper, codesOf, findings, inStorage, restore, rewrite, save, standingLedger } from './attack.ts'

describe('an older storage put back in place of today’s', () => {
  it('is refused at the first append and reported by the self-check', async () => {
    const tenant = await standingLedger()
    const yesterday = await save(tenant)
    await ledger(tenant).append(page(usages(4_000, 100)))
    await ledger(tenant).settle()
    await restore(tenant, yesterday)
    expect(await ledger(tenant).append(page(usages(5_000, 1)))).toMatchObject({ ok: false, code: 'stopped' })
    const { size } = await ledger(tenant).state()
    expect(await findings(tenant)).toMatchObject([
      { code: 'published_beyond', seq: size },
      // The screens show records that this storage no longer has.
      { code: 'row_extra', count: 100 },
    ])
  })
})

describe('a ledger that its own operator rewrote, signature, files and all', () => {
  it('is found by the leaf that the root log holds, and by nothing else', async () => {
    const tenant = await standingLedger()
    await rootLogOf(env).cut()
    expect(await codesOf(tenant)).toEqual([])
    const { objects } = await home.archive.list({ prefix: `${tenant}/` })
    await home.archive.delete(objects.map(({ key }) => key))
    await inStorage(tenant, (sql) => {
      rewrite(sql, 700, cheaper)
      sql.exec('DELETE FROM checkpoint')
      sql.exec(`DELETE FROM meta WHERE name IN ('paged', 'published')`)
    })
    // Signed with the real key, published and shown by the real code: every part fits every other one.
    await ledger(tenant).settle()
    await ledger(tenant).rebuild()
    expect(await codesOf(tenant)).toEqual(['root_log_differs'])
  })

  it('is found when it forgets a leaf that it handed over', async () => {
    const tenant = await standingLedger()
    await rootLogOf(env).cut()
    await inStorage(tenant, (sql) => sql.exec('DELETE FROM root_leaf'))
    expect(await codesOf(tenant)).toEqual(['root_log_differs'])
  })
})
