import { describe, expect, it } from 'vitest'
import { ledgerOf, withLedger } from '../../worker/tenant/reach.ts'
import { home, makeTenant } from '../support/tenants.ts'

const failing = (how: object) => Object.assign(new Error('gone'), how)

describe('work against the ledger', () => {
  it('is done again with a new stub where the platform says that it may be', async () => {
    const tenant = await makeTenant()
    const stubs = new Set<unknown>()
    const size = await withLedger(home, tenant, async (ledger) => {
      stubs.add(ledger)
      if (stubs.size < 3) throw failing({ retryable: true })
      return (await ledger.state()).size
    })
    expect([size, stubs.size]).toEqual([1, 3])
  })

  it('is given up after four tries', async () => {
    const tenant = await makeTenant()
    let tries = 0
    const work = withLedger(home, tenant, async () => {
      tries++
      throw failing({ retryable: true })
    })
    await expect(work).rejects.toThrow('gone')
    expect(tries).toBe(4)
  })

  it('is not done again after any other failure', async () => {
    const tenant = await makeTenant()
    for (const how of [{}, { retryable: false }, { overloaded: true }, { retryable: 'true' }]) {
      let tries = 0
      const work = withLedger(home, tenant, async () => {
        tries++
        throw failing(how)
      })
      await expect(work).rejects.toThrow('gone')
      expect(tries).toBe(1)
    }
  })

  it('reaches one object by one id', async () => {
    const [one, other] = [await makeTenant(), await makeTenant()]
    await ledgerOf(home, one).append({ stream: 'a.b', drafts: [] })
    expect(ledgerOf(home, one).id.equals(ledgerOf(home, one).id)).toBe(true)
    expect(ledgerOf(home, one).id.equals(ledgerOf(home, other).id)).toBe(false)
  })
})
