import { evictDurableObject } from 'cloudflare:test'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AppendResult, Batch, SealedDraft } from '../../worker/tenant/draft.ts'
import { ledger, makeTenant } from '../support/tenants.ts'
import { page, usage } from './drafts.ts'
import { judgeAll } from './judge.ts'

/** The ledger as LEDGER section 1 tells it, slowly: a list, searched from its end. */
class SlowLedger {
  readonly records: { kind: string; stream: string; id: string; rev: number; value: string }[] = []
  readonly #cursors = new Map<string, string | null>()

  #inForce(stream: string, id: string) {
    return this.records.findLast((record) => record.stream === stream && record.id === id && record.kind !== 'pull')
  }

  append(batch: Batch): Partial<AppendResult> {
    const { stream, cursor } = batch
    if (cursor !== undefined) {
      const stands = this.#cursors.get(cursor.name) ?? null
      if (stands !== cursor.expect) return { ok: false, code: 'stale_cursor', cursor: stands }
    }
    const ids = [...new Set(batch.drafts.map(({ id }) => id))]
    const fresh: SealedDraft[] = []
    for (const id of ids) {
      const draft = batch.drafts.findLast((one) => one.id === id)
      const before = this.#inForce(stream, id)
      if (draft === undefined || before?.value === draft.value) continue
      if (draft.rev !== (before === undefined ? 0 : before.rev + 1)) return { ok: false, code: 'stale_revision', id }
      fresh.push(draft)
    }
    if (fresh.length > 0 && batch.pull !== undefined) {
      this.records.push({ kind: 'pull', stream, id: `pull/${this.records.length}`, rev: 0, value: '' })
    }
    for (const { kind, id, rev, value } of fresh) this.records.push({ kind, stream, id, rev, value })
    if (cursor !== undefined) this.#cursors.set(cursor.name, cursor.next)
    return { ok: true, size: this.records.length }
  }
}

const draft = fc
  .record({
    id: fc.integer({ min: 0, max: 7 }),
    n: fc.integer({ min: 0, max: 2 }),
    rev: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ id, n, rev }) => usage(`id "${id}" \u2028é`, n, rev))
const position = fc.constantFrom(null, 'a', 'b')
const batch: fc.Arbitrary<Batch> = fc
  .record({
    drafts: fc.array(draft, { maxLength: 8 }),
    stream: fc.constantFrom('anthropic.usage', 'anthropic.costs'),
    paged: fc.boolean(),
    cursor: fc.option(fc.record({ name: fc.constantFrom('x', 'y'), expect: position, next: position }), {
      nil: undefined,
    }),
  })
  .map(({ drafts, stream, paged, cursor }) => {
    const { pull, ...bare } = page(drafts, { stream, ...(cursor !== undefined && { cursor: { ...cursor } }) })
    return paged && pull !== undefined ? { ...bare, pull } : bare
  })
const step = fc.oneof(
  { weight: 8, arbitrary: batch.map((one) => ({ do: 'append' as const, batch: one })) },
  { weight: 1, arbitrary: fc.constant({ do: 'settle' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'evict' as const }) },
)

describe('any sequence of batches', () => {
  it('makes the ledger that the slow reference makes, and twice changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const tenant = await makeTenant()
        const slow = new SlowLedger()
        slow.append({ stream: 'tallystick.tenant', drafts: [{ ...usage('created'), kind: 'tenant', value: 'act' }] })
        for (const one of steps) {
          if (one.do === 'settle') await ledger(tenant).settle()
          else if (one.do === 'evict') {
            // Only an object that runs can be evicted.
            await ledger(tenant).cursor('x')
            await evictDurableObject(ledger(tenant))
          } else {
            expect(await ledger(tenant).append(one.batch)).toMatchObject(slow.append(one.batch))
            if (one.batch.cursor !== undefined) continue
            // The same delivery again.
            const { head } = await ledger(tenant).state()
            expect(await ledger(tenant).append(one.batch)).toMatchObject(slow.append(one.batch))
            expect((await ledger(tenant).state()).head).toBe(head)
          }
        }
        await ledger(tenant).settle()
        const { records } = await judgeAll(tenant)
        expect(records.map(({ kind, stream, id, rev }) => ({ kind, stream, id, rev }))).toEqual(
          slow.records.map(({ value: _, ...record }) => record),
        )
      }),
      { numRuns: 60 },
    )
  })
})
