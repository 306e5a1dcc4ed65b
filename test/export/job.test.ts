// Exports made by the job, held to our own verifier: whole ledgers, filters, disclosure, volumes.
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { LIMITS } from '../../worker/export/limits.ts'
import type { SubjectId } from '../../worker/ids.ts'
import { verifyBundle } from '../../worker/ledger/bundle/index.ts'
import { at } from '../http/harness.ts'
import { page, usages } from '../tenant/drafts.ts'
import {
  addUsage,
  ask,
  call,
  company,
  drain,
  filesOf,
  judge,
  ledger,
  made,
  open,
  PORTS,
  type Stage,
  seqsOf,
  stage,
  troubles,
  vault,
  view,
} from './stage.ts'

let on: Stage
let people: { mei: SubjectId; oli: SubjectId }

beforeAll(async () => {
  on = await stage()
  people = await company(on)
})

/** The only file of an export, which must pass. */
async function only(id: string) {
  const [bytes = new Uint8Array(), ...more] = await filesOf(on, id)
  expect(more).toEqual([])
  expect(troubles(await judge(on, bytes))).toEqual([])
  return { bytes, ...(await open(bytes)) }
}

describe('an export of everything', () => {
  it('holds every record below its checkpoint, and what is appended meanwhile is not in it', async () => {
    const { size } = await ledger(on.tenant).state()
    const id = await ask(on)
    const [job] = on.jobs
    await drain(on)
    expect(job).toEqual({ v: 1, job: 'export', region: 'us', tenant: on.tenant, id })
    const seen = await view(on, id)
    const opened = await only(id)
    // The record of asking is in it; that of having made it is not.
    expect(seen).toMatchObject({ state: 'ready', checkpoint_size: size + 1, records: size + 1, disclosed: false })
    expect(seqsOf(opened)).toEqual(Array.from({ length: size + 1 }, (_, seq) => seq))
    expect(opened.predicate).toMatchObject({
      filter: {},
      range: { first: 0, last: size },
      counts: { records: size + 1, withheld: 0, sealed: 0, people: 0 },
      requested_by: at(opened.lines('data/records.jsonl').at(-1), 'subject'),
    })
    expect(seen.progress).toEqual({ done: 2 * (size + 1), of: 2 * (size + 1) })
    expect(seen.volumes).toHaveLength(1)
    expect(seen.sha256).toBe(seen.volumes[0]?.sha256)
  })

  it('leaves nothing undecided but the root log when our keys are pinned, and says so when they are not', async () => {
    const { id } = await made(on)
    const { bytes } = await only(id)
    const pinned = (await judge(on, bytes)).checks.map(({ result }) => result)
    expect(pinned).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'undecided', 'undecided', 'undecided', 'ok'])
    expect((await verifyBundle(bytes)).exit).toBe(2)
  })

  it('brings what an auditor without us needs: the program and its words', async () => {
    const { id } = await made(on)
    const { files } = await only(id)
    const text = (path: string) => new TextDecoder().decode(files.get(path))
    expect(text('verify.py')).toContain('import hashlib')
    expect(text('VERIFY.md')).toContain('python3 verify.py')
  })

  it('is the same in the JSON variant', async () => {
    const { id } = await made(on, { format: 'json' })
    const { bytes, files } = await only(id)
    expect(bytes[0]).toBe('{'.charCodeAt(0))
    expect([...files.keys()]).toContain('data/tree/checkpoint')
  })

  it('is refused by the verifier after one byte of it was changed', async () => {
    const { id } = await made(on)
    const { bytes } = await only(id)
    const changed = bytes.slice()
    const place = Math.floor(changed.length / 3)
    changed[place] = (changed[place] ?? 0) ^ 1
    expect((await judge(on, changed)).exit).toBe(1)
  })
})

describe('a filter', () => {
  it('takes its records only and states what is withheld', async () => {
    const { id } = await made(on, { filter: { kinds: ['member'], vendor: 'anthropic' } })
    const opened = await only(id)
    expect(seqsOf(opened)).toHaveLength(2)
    const { counts, range, filter } = opened.predicate
    expect(filter).toEqual({ kinds: ['member'], vendor: 'anthropic' })
    expect(counts.withheld).toBe(range.last + 1 - 2)
  })

  it('by person takes the records of all their subjects, and names them by subject alone', async () => {
    const { id } = await made(on, { filter: { person: people.mei } })
    const opened = await only(id)
    const lines = opened.lines('data/records.jsonl')
    expect(lines.map((line) => at(line, 'subject'))).toEqual([people.mei, people.mei])
    expect(opened.predicate.filter).toEqual({ subjects: [people.mei] })
    expect(JSON.stringify([...opened.files.keys()])).not.toContain('people')
  })

  it('by a person whom nobody knows is refused', async () => {
    const reply = await call(on, 'POST', '/api/exports', { filter: { person: `sub_${'9'.repeat(26)}` } })
    expect(reply.status).toBe(404)
  })

  it('that nothing matches fails with words, and offers nothing', async () => {
    const id = await ask(on, { filter: { streams: ['openai.costs'] } })
    await drain(on)
    const seen = await view(on, id)
    expect([seen.state, seen.words]).toEqual(['failed', expect.stringContaining('No record matches')])
    expect(await filesOf(on, id)).toEqual([])
  })
})

describe('disclosure', () => {
  it('opens the sealed fields with their salts and names the people of its records', async () => {
    const { id, disclosed } = await made(on, { disclose: true, filter: { vendor: 'anthropic' } })
    const opened = await only(id)
    expect(disclosed).toBe(true)
    expect(opened.lines('data/sealed.jsonl')).toHaveLength(5)
    const emails = opened.lines('data/people.jsonl').map((line) => at(line, 'email'))
    expect(emails.sort()).toEqual(['mei@example.com', 'oli@example.com'])
    expect(opened.predicate.counts).toMatchObject({ sealed: 5, people: 2 })
  })

  it('does not happen unless it was asked for: no name and no address is in any file', async () => {
    const { id } = await made(on)
    const [bytes] = await filesOf(on, id)
    const text = new TextDecoder('latin1').decode(bytes)
    for (const word of ['mei@example.com', 'Mei Example', '192.0.2.7', 'Tarnwick']) {
      expect(text.includes(word), word).toBe(word === 'Tarnwick')
    }
  })

  it('is on the record as disclosed, with who asked and without their words in the clear', async () => {
    const { id } = await made(on, { disclose: true, note: 'for the visit in May', filter: { kinds: ['member'] } })
    const { size } = await ledger(on.tenant).state()
    const records = (await ledger(on.tenant).records(0, size - 1)).map(({ text }) => JSON.parse(text))
    const acts = records.filter(({ data }) => data.export === id)
    expect(acts.map(({ kind, data }) => [kind, data.action])).toEqual([
      ['export', 'created'],
      ['export', 'made'],
    ])
    expect(acts[0].data).toMatchObject({ disclosed: true, filter: { kinds: ['member'] } })
    expect(acts[0].sealed.fields).toEqual(['email', 'note'])
    expect(acts[1].data.sha256).toEqual((await view(on, id)).volumes.map(({ sha256 }) => sha256))
    expect(JSON.stringify(records)).not.toContain('visit')
  })

  it('keeps closed what was erased', async () => {
    const own = await stage()
    const { mei } = await company(own)
    await vault(own.tenant).destroySubjectKey(mei)
    const { id } = await made(own, { disclose: true, filter: { vendor: 'anthropic' } })
    const [bytes = new Uint8Array()] = await filesOf(own, id)
    expect(troubles(await judge(own, bytes))).toEqual([])
    expect((await open(bytes)).predicate.counts.sealed).toBe(3)
  })
})

describe('an export that is too large for one file', () => {
  it('comes in volumes with adjoining ranges, each verified by itself, all records once', async () => {
    const own = await stage()
    await addUsage(own, 0, 1200)
    const limits = { ...LIMITS, bundle: { bytes: 100_000, records: 300, span: 400 } }
    const seen = await made(own, { filter: { vendor: 'anthropic' } }, { ...PORTS, limits, tilesAStep: 1 })
    const files = await filesOf(own, seen.id)
    expect(files.length).toBeGreaterThan(4)
    const all: unknown[] = []
    let next = 0
    for (const bytes of files) {
      expect(troubles(await judge(own, bytes))).toEqual([])
      const opened = await open(bytes)
      expect(opened.predicate.range.first).toBe(next)
      next = opened.predicate.range.last + 1
      all.push(...seqsOf(opened))
    }
    expect(next).toBe(seen.checkpoint_size)
    expect(all).toEqual(Array.from({ length: 1200 }, (_, n) => n + 1))
    expect([seen.sha256, seen.records]).toEqual([null, 1200])
    expect(seen.volumes.map(({ sha256 }) => sha256)).toHaveLength(new Set(seen.volumes.map((v) => v.sha256)).size)
  })
})

describe('an export whose bundle is not right', () => {
  it('is not offered, and an operator reads why', async () => {
    const own = await stage()
    await company(own)
    const id = await ask(own)
    const lines: string[] = []
    const spy = vi.spyOn(console, 'error').mockImplementation((line) => void lines.push(String(line)))
    const wrong = new Map([['data/root/checkpoint', new TextEncoder().encode('no note')]])
    await drain(own, { ...PORTS, rootParts: () => async () => wrong })
    spy.mockRestore()
    const seen = await view(own, id)
    expect([seen.state, seen.words]).toEqual(['failed', expect.stringContaining('verifier refused')])
    expect(lines.join()).toContain('"event":"export_refused"')
    expect(await filesOf(own, id)).toEqual([])
    expect((await call(own, 'GET', `/api/exports/${id}/link`)).status).toBe(409)
  })
})

describe('a job that was revoked on its way', () => {
  it('stops and offers nothing', async () => {
    const own = await stage()
    await ledger(own.tenant).append(page(usages(0, 10)))
    const id = await ask(own)
    await call(own, 'POST', `/api/exports/${id}/revoke`)
    await drain(own)
    expect((await view(own, id)).state).toBe('revoked')
    expect(await filesOf(own, id)).toEqual([])
  })
})
