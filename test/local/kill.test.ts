// A Worker that is killed in the middle of a backfill and started again: nothing is lost, nothing is doubled, the chain verifies, and so does
// what an auditor fetches of it.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ConnectionView } from '../../worker/http/schemas/connections.ts'
import { scaled } from '../../worker/vendors/counts.ts'
import type { DayTruth } from '../simulator/truth.ts'
import { hasPython, NEEDS_PYTHON } from '../verifier/python.ts'
import { judge, type Visit, visit } from './auditor.ts'
import { connectDemo, type Demo, demoLanded, demoTenant } from './demo.ts'
import { freePort } from './processes.ts'
import { type ReadLedger, readLedger } from './read-ledger.ts'
import { type Stack, startStack } from './stack.ts'

const DAYS = 8
/** Records that must be there before the blow, so that it lands in the middle. */
const BEFORE = 400

let state: string
let stack: Stack
let demo: Demo
let struck: { size: number; backfill: ConnectionView['backfill'] }
let ledger: ReadLedger
let truth: DayTruth[]

const dayOf = (instant: string) => instant.slice(0, 10)

async function ask<T>(url: string): Promise<T> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${demo.token}` } })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return (await answer.json()) as T // our own API and our own simulator
}

const turn = (knobs: object) =>
  fetch(`${stack.simulator.url}/__sim/knobs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(knobs),
  })

async function backfill(): Promise<ConnectionView['backfill']> {
  const { connections } = await ask<{ connections: ConnectionView[] }>(`${stack.url}/api/connections`)
  const [connection] = connections
  if (connection === undefined) throw new Error('nothing is connected')
  return connection.backfill
}

/** Waits until the backfill is well under way. */
async function underWay(): Promise<typeof struck> {
  for (;;) {
    const [{ size }, now] = await Promise.all([ask<{ size: number }>(`${stack.url}/api/ledger`), backfill()])
    if (size >= BEFORE || now.state === 'done') return { size, backfill: now }
    await new Promise((done) => setTimeout(done, 50))
  }
}

beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'tallystick-kill-'))
  const settings = { BACKFILL_DAYS: String(DAYS), BACKFILL_STALL_SECONDS: '3' }
  stack = await startStack({ state, port: await freePort(), api: true, settings })
  demo = await demoTenant(stack.url, stack.secrets.OPERATOR_TOKEN)
  // Without the newer report at the moment of Connect the costs come from the classic one, line by line as the truth counts them.
  await turn({ analytics: 'off', slow_ms: 100 })
  await connectDemo(stack.url, demo, stack.simulator.keys, stack.secrets.OPERATOR_TOKEN)
  await turn({ analytics: 'on' })
  struck = await underWay()
  await stack.crashWorker()
  await turn({ slow_ms: 0 })
  await demoLanded(stack.url, demo, () => undefined)
  ledger = await readLedger(stack.url, demo.token)
  const [to, from] = [1, DAYS - 1].map((back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10))
  const answer = await ask<{ days: DayTruth[] }>(`${stack.simulator.url}/__sim/truth?from=${from}&to=${to}`)
  truth = answer.days
}, 300_000)

afterAll(async () => {
  await stack?.end()
  rmSync(state, { recursive: true, force: true })
}, 30_000)

/** The revisions in force of a stream's records of one day. */
function inForce(stream: string, day: string) {
  const own = ledger.records.filter((record) => record.stream === stream && record.kind !== 'pull')
  const last = new Map(own.map((record) => [record.id, record]))
  return [...last.values()].filter((record) => dayOf(record.occurred_at) === day)
}

const sum = (records: ReturnType<typeof inForce>, member: string) =>
  records.reduce((all, { data }) => all + BigInt(String(data[member] ?? 0)), 0n)

describe('a Worker that was killed in the middle of a backfill', () => {
  it('was in the middle of it', () => {
    expect(struck.backfill.state).toBe('running')
    expect(struck.backfill.days_done).toBeLessThan(DAYS)
    expect(ledger.records.length).toBeGreaterThan(struck.size)
  })

  it('has every row of every whole day, and every token, cent and event', () => {
    expect(truth).toHaveLength(DAYS - 1)
    const cents = (texts: string[]) => texts.reduce((all, text) => all + (scaled(text, 12) ?? 0n), 0n)
    for (const { day, usage, costs, code, activity } of truth) {
      const [used, billed] = [inForce('anthropic.usage', day), inForce('anthropic.costs', day)]
      const [coded, done] = [inForce('anthropic.code_analytics', day), inForce('anthropic.activity', day)]
      const rows = [used.length, billed.length, coded.length, done.length]
      expect([day, ...rows]).toEqual([day, usage.rows, costs.lines, code.rows, activity.events])
      expect(sum(used, 'output')).toBe(BigInt(usage.output))
      expect(sum(used, 'cache_read')).toBe(BigInt(usage.cacheRead))
      expect(sum(inForce('anthropic.usage_actors', day), 'output')).toBe(BigInt(usage.output))
      expect(cents(billed.map(({ data }) => String(data.amount)))).toBe(cents([costs.cents]))
      expect(sum(coded, 'sessions')).toBe(BigInt(code.sessions))
    }
  })

  it('has nothing twice: no revision again, and no revision that says what the one before said', () => {
    const names = ledger.records.map(({ stream, id, rev }) => `${stream} ${id} ${rev}`)
    expect(new Set(names).size).toBe(names.length)
    const values = new Map<string, string>()
    for (const { stream, id, kind, data, occurred_at } of ledger.records) {
      const value = JSON.stringify([kind, occurred_at, data])
      if (kind !== 'pull') expect(values.get(`${stream} ${id}`)).not.toBe(value)
      values.set(`${stream} ${id}`, value)
    }
  })

  it('has a chain whose every link, leaf and root verifies under the signed checkpoint', () => {
    expect(ledger.problems).toEqual([])
    expect(ledger.covered).toBe(ledger.records.length)
  })
})

describe.skipIf(!hasPython)(`an export of it, fetched by its signed URL without a session${NEEDS_PYTHON}`, () => {
  let audit: Visit
  beforeAll(async () => {
    audit = await visit(stack.url, demo, stack.secrets.OPERATOR_TOKEN, state)
  }, 240_000)

  it('is proven by verify.py and by the Node verifier with the published keys pinned: exit 0, and both name the block', () => {
    const { python, node } = judge(audit.file, audit.pins)
    expect([python.status, node.status], python.stdout + node.stdout).toEqual([0, 0])
    const block = audit.reach.anchored?.block
    expect(python.stdout).toMatch(new RegExp(`existed by about .* UTC, block ${block} \\(hash [0-9a-f]{64}\\)`))
    expect(node.stdout).toContain(`block ${block}`)
    expect(audit.made.records).toBeGreaterThan(BEFORE)
  })

  it('is undecided to both without pins: a key that only the bundle claims proves nobody', () => {
    const { python, node } = judge(audit.file, [])
    expect([python.status, node.status]).toEqual([2, 2])
  })

  it('is false to both after one byte of a record was changed', () => {
    const bytes = readFileSync(audit.file)
    const at = bytes.indexOf('"occurred_at":"20') + '"occurred_at":"20'.length
    bytes[at] = (bytes[at] ?? 0) ^ 1
    const changed = join(state, 'changed.zip')
    writeFileSync(changed, bytes)
    const { python, node } = judge(changed, audit.pins)
    expect([python.status, node.status]).toEqual([1, 1])
  })
})
