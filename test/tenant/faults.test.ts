import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { TenantId } from '../../worker/ids.ts'
import { appendBatch } from '../../worker/tenant/append.ts'
import { home, ledger, makeTenant } from '../support/tenants.ts'
import { page, sealed, usage, usages, workspace } from './drafts.ts'
import { dumpReadModels, judgeAll, judgePublished, judgeRecords } from './judge.ts'
import { type Call, type Fate, under, type Weather } from './outage.ts'

const FATES: Fate[] = ['fail', 'fail but persisted']

/** A ledger with something for every step: 600 records over two checkpoints' tiles, a restatement, inventory. */
async function stocked(): Promise<TenantId> {
  const tenant = await makeTenant()
  await ledger(tenant).append(page([workspace('w', 'Assay')], { stream: 'anthropic.workspaces' }))
  await ledger(tenant).append(page(usages(0, 300)))
  const stream = 'anthropic.api_keys'
  const key = await sealed(tenant, stream, { kind: 'vendor_key', id: 'key_1', fields: { name: 'batch' } })
  await ledger(tenant).append(page([key], { stream }))
  await ledger(tenant).append(page([...usages(300, 290), usage('bucket-7', 2, 1)]))
  // So that the next call finds an object that has just started.
  await evictDurableObject(ledger(tenant))
  return tenant
}

const alarmOf = (tenant: TenantId) => runInDurableObject(ledger(tenant), (_, state) => state.storage.getAlarm())
const clear: Weather = () => undefined
const down =
  (binding: Call['binding'], method?: string): Weather =>
  (call) =>
    call.binding === binding && (method === undefined || call.method === method) ? 'fail' : undefined

describe('every outgoing call of a settling', async () => {
  const calls = await under(await stocked(), clear, (instance) => instance.settle())

  it('is a known step', () => {
    // Is the storage whole, whose names are known, which key opens the envelope; the name goes out before its row.
    const first = calls.slice(0, 5).map(({ binding, method }) => `${binding} ${method}`)
    expect(first).toEqual(['archive get', 'vault get', 'vault get', 'vault get', 'vault put'])
    const count = (what: string) => calls.filter(({ binding, method }) => `${binding} ${method}` === what).length
    expect(count('db batch')).toBe(2) // two chunks
    expect(count('archive put')).toBe(8) // three leaf tiles with their bundles, one tile of level 1, the checkpoint
  })

  for (const fate of FATES) {
    it(`may ${fate}: the next round brings the same ledger, files and screens`, async () => {
      for (let n = 0; n < calls.length; n++) {
        const tenant = await stocked()
        const settled = under(
          tenant,
          (call) => (call.n === n ? fate : undefined),
          (instance) => instance.settle(),
        )
        await settled.catch((error: unknown) => expect(error).toBeInstanceOf(Error))
        // What was appended stays and more can be appended, whatever died.
        expect(await ledger(tenant).append(page([usage('later')]))).toMatchObject({ ok: true })
        await ledger(tenant).settle()
        await judgePublished(tenant)
        if (n % 4 === 0) await judgeAll(tenant)
      }
    })

    it(`may ${fate} and the object go away with it`, async () => {
      for (let n = 0; n < calls.length; n += 2) {
        const tenant = await stocked()
        const weather: Weather = (call) => (call.n >= n ? fate : undefined)
        await under(tenant, weather, (instance) => instance.alarm()).catch(() => undefined)
        await evictDurableObject(ledger(tenant))
        await ledger(tenant).settle()
        await judgeAll(tenant)
      }
    })
  }
})

describe('an append whose storage fails', () => {
  it('leaves nothing behind at any statement, and goes through the next time', async () => {
    const tenant = await stocked()
    const batch = page([usage('x'), { ...usage('y'), envelope: new Uint8Array(3) }, usage('bucket-7', 3, 2)], {
      cursor: { name: 'c', expect: null, next: 'n' },
    })
    const before = await judgeRecords(tenant)
    await runInDurableObject(ledger(tenant), (_, state) => {
      for (let failing = 0; ; failing++) {
        let n = 0
        const sql = {
          exec: (query: string, ...bindings: unknown[]) => {
            const cursor = state.storage.sql.exec(query, ...bindings)
            // Persisted but failed: the statement took effect, the transaction must take it back.
            if (n++ === failing) throw new Error('storage')
            return cursor
          },
        } as unknown as SqlStorage // the append uses nothing else
        const attempt = () => state.storage.transactionSync(() => appendBatch(sql, tenant, batch, new Date()))
        try {
          attempt()
        } catch {
          continue
        }
        expect(failing).toBeGreaterThan(8)
        return
      }
    })
    const after = await judgeRecords(tenant)
    expect(after.texts.slice(0, before.texts.length)).toEqual(before.texts)
    expect(after.texts).toHaveLength(before.texts.length + 4)
  })

  it('is done once when the answer was lost and the batch comes again', async () => {
    const tenant = await stocked()
    const batch = page(usages(1000, 5))
    await ledger(tenant).append(batch)
    const { head } = await ledger(tenant).state()
    await abortAllDurableObjects()
    expect(await ledger(tenant).append(batch)).toMatchObject({ ok: true, skipped: 5, first: null })
    expect((await ledger(tenant).state()).head).toBe(head)
  })
})

describe('an outage for hours', () => {
  it('of the archive holds up neither appends nor screens', async () => {
    const tenant = await stocked()
    await ledger(tenant).state()
    for (let hour = 0; hour < 3; hour++) {
      await under(tenant, down('archive', 'put'), async (instance) => {
        expect(await instance.append(page([usage(`hour-${hour}`)]))).toMatchObject({ ok: true })
        await instance.alarm()
      })
      expect(await alarmOf(tenant)).not.toBeNull()
    }
    const { size, projected, state } = await ledger(tenant).state()
    expect([projected, state]).toEqual([size, 'running'])
    expect(await home.archive.head(`${tenant}/checkpoint`)).toBeNull()
    await ledger(tenant).settle()
    await judgeAll(tenant)
  })

  it('of D1 holds up neither appends nor checkpoints', async () => {
    const tenant = await stocked()
    await under(tenant, down('db'), async (instance) => {
      await instance.alarm()
      expect(await instance.append(page([usage('meanwhile')]))).toMatchObject({ ok: true })
      await instance.alarm()
    })
    const { size, projected, checkpoint } = await ledger(tenant).state()
    expect(projected).toBe(0)
    expect(checkpoint?.size).toBeGreaterThan(590)
    expect(await home.archive.head(`${tenant}/checkpoint`)).not.toBeNull()
    await ledger(tenant).settle()
    expect((await ledger(tenant).state()).projected).toBe(size)
    await judgeAll(tenant)
  })

  it('of the archive at the start of the object stops appends for as long as nobody can know, in words', async () => {
    const tenant = await stocked()
    await ledger(tenant).settle()
    await evictDurableObject(ledger(tenant))
    await under(tenant, down('archive'), async (instance) => {
      const refused = await instance.append(page([usage('x')]))
      expect(refused).toMatchObject({ ok: false, code: 'stopped' })
      expect(await instance.state()).toMatchObject({
        state: 'stopped',
        words: expect.stringContaining('nothing is lost'),
      })
      await instance.alarm()
    })
    expect(await alarmOf(tenant)).not.toBeNull()
    expect(await ledger(tenant).append(page([usage('x')]))).toMatchObject({ ok: true })
  })
})

describe('the alarm', () => {
  it('is set in the same commit as the records, and does its work once', async () => {
    const tenant = await stocked()
    expect(await alarmOf(tenant)).not.toBeNull()
    await evictDurableObject(ledger(tenant))
    expect(await runDurableObjectAlarm(ledger(tenant))).toBe(true)
    await judgePublished(tenant)
    expect(await alarmOf(tenant)).toBeNull()
    expect(await runDurableObjectAlarm(ledger(tenant))).toBe(false)
  })

  it('that is delivered twice changes nothing', async () => {
    const tenant = await stocked()
    await runInDurableObject(ledger(tenant), async (instance) => {
      await Promise.all([instance.alarm(), instance.alarm(), instance.settle()])
      await instance.alarm()
    })
    expect(await ledger(tenant).checkpoints(1e9, 10)).toHaveLength(1)
    await judgeAll(tenant)
  })

  it('and whoever else settles take turns: the work of one is not done by the other again', async () => {
    const alone = await under(await stocked(), clear, (instance) => instance.settle())
    const together = await under(await stocked(), clear, (instance) =>
      Promise.all([instance.settle(), instance.settle(), instance.alarm(), instance.settle()]),
    )
    const writes = (calls: Call[]) => calls.filter(({ method }) => method === 'put' || method === 'batch').length
    expect(writes(together)).toBe(writes(alone))
  })

  it('that was lost is set again when the object starts', async () => {
    const tenant = await stocked()
    await runInDurableObject(ledger(tenant), (_, state) => state.storage.deleteAlarm())
    await evictDurableObject(ledger(tenant))
    await ledger(tenant).state()
    expect(await alarmOf(tenant)).not.toBeNull()
    await runDurableObjectAlarm(ledger(tenant))
    await judgePublished(tenant)
  })

  it('waits for a pause in the appends before it signs', async () => {
    const tenant = await stocked()
    await ledger(tenant).settle()
    await ledger(tenant).append(page([usage('one')]))
    await runDurableObjectAlarm(ledger(tenant))
    const { size, projected, checkpoint } = await ledger(tenant).state()
    expect([projected, checkpoint?.size]).toEqual([size, size - 2])
    expect(await alarmOf(tenant)).not.toBeNull()
  })

  it('goes on with appends that came while it worked', async () => {
    const tenant = await stocked()
    await under(tenant, clear, async (instance) => {
      const settling = instance.alarm()
      for (let i = 0; i < 5; i++) await instance.append(page([usage(`while-${i}`)]))
      await settling
    })
    expect(await alarmOf(tenant)).not.toBeNull()
    await ledger(tenant).settle()
    await judgeAll(tenant)
  })

  it('brings a rebuild to its end when the object dies in the middle of it', async () => {
    const tenant = await stocked()
    await ledger(tenant).settle()
    const before = await dumpReadModels(tenant)
    const weather: Weather = ({ n, binding }) => (binding === 'db' && n > 1 ? 'fail' : undefined)
    await under(tenant, weather, (instance) => instance.rebuild()).catch(() => undefined)
    expect(await dumpReadModels(tenant)).not.toEqual(before)
    await evictDurableObject(ledger(tenant))
    await runDurableObjectAlarm(ledger(tenant))
    expect(await dumpReadModels(tenant)).toEqual(before)
  })
})
