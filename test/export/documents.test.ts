// Documents of an export: made in the runtime with its own fonts, numbered from one register, under one signed statement.
import { beforeAll, describe, expect, it } from 'vitest'
import { parseEnvelope } from '../../worker/ledger/bundle/dsse.ts'
import { hex, text } from '../../worker/ledger/bytes.ts'
import { sha256 } from '../../worker/ledger/hash.ts'
import type { LedgerRecord } from '../../worker/ledger/record.ts'
import { ingestPage } from '../../worker/pull/ingest.ts'
import { at } from '../http/harness.ts'
import { page } from '../pull/scripted.ts'
import { connect } from '../support/tenants.ts'
import { chatDrafts } from './chats.ts'
import { ask, drain, filesOf, ledger, PORTS, type Stage, stage, vault, view } from './stage.ts'
import { unzip } from './unzip.ts'

const DOCUMENTS = ['pdf', 'rsmf', 'load_files'] as const
let on: Stage

beforeAll(async () => {
  on = await stage()
  await connect(on.tenant, 'not-a-key', 'org-1', 1, 'anthropic_compliance')
  const made = page(
    ['c1', 'c2'].flatMap((id) => chatDrafts(id, ['Mail lena@example.com.', 'Done: 谢谢, شكرا, धन्यवाद 👍'])),
  )
  if (!made.ok) throw new Error('no page')
  const about = { tenant: on.tenant, stream: 'anthropic.content', scope: 'org-1', digest: true }
  const target = { ...about, ledger: ledger(on.tenant), vault: vault(on.tenant) }
  const result = await ingestPage(target, made.page, { now: new Date('2026-11-20T10:00:00.000Z') })
  if (!result.ok) throw new Error(result.code)
  await ledger(on.tenant).settle()
})

async function produced(body: object = {}) {
  const id = await ask(on, { content: 'masked', documents: [...DOCUMENTS], bates_prefix: 'TARN', ...body })
  await drain(on)
  const seen = await view(on, id)
  expect([seen.state, seen.words]).toEqual(['ready', null])
  const [, production = new Uint8Array()] = await filesOf(on, id)
  return { id, seen, files: unzip(production) }
}

describe('an export with documents', () => {
  it('offers them beside the bundle, all under one statement that our export key has signed', async () => {
    const { seen, files } = await produced()
    expect(seen.volumes.map(({ kind }) => kind)).toEqual(['bundle', 'documents'])
    const names = [...files.keys()]
    expect(names).toContain('evidence.zip')
    expect(names).toContain('report.pdf')
    expect(names.some((name) => /^rsmf\/.+\.rsmf$/.test(name))).toBe(true)
    expect(names).toContain('load/VOL001/DATA/VOL001.dat')
    expect(names).toContain('load/VOL001/DATA/VOL001.opt')
    const envelope = parseEnvelope(files.get('statement.dsse.json') ?? new Uint8Array())
    const { subject } = JSON.parse(text(envelope?.payload ?? new Uint8Array())) as {
      subject: { name: string; digest: { sha256: string } }[]
    }
    const others = names.filter((name) => name !== 'statement.dsse.json').sort()
    expect(subject.map(({ name }) => name)).toEqual(others)
    for (const { name, digest } of subject) {
      expect([name, digest.sha256]).toEqual([name, hex(sha256(files.get(name) ?? new Uint8Array()))])
    }
    // The bundle inside is the one that is offered beside it.
    expect(hex(sha256(files.get('evidence.zip') ?? new Uint8Array()))).toBe(seen.volumes[0]?.sha256)
  })

  it('are made of each volume where there are several, and no page number is in two of them', async () => {
    const small = { bytes: 2_000, records: 3, span: 500_000 }
    const id = await ask(on, {
      content: 'masked',
      documents: ['load_files'],
      bates_prefix: 'PARTS',
      filter: { kinds: ['message'] },
    })
    await drain(on, { ...PORTS, limits: { bundle: small, json: small } })
    const seen = await view(on, id)
    const kinds = seen.volumes.map(({ kind }) => kind)
    const half = kinds.length / 2
    expect(half).toBeGreaterThan(1)
    expect(kinds).toEqual([...Array(half).fill('bundle'), ...Array(half).fill('documents')])
    const numbers = (await filesOf(on, id))
      .slice(half)
      .flatMap((bytes) =>
        [...unzip(bytes).keys()].flatMap((name) => /IMAGES\/\d+\/(PARTS\d{7})\.pdf$/.exec(name)?.[1] ?? []),
      )
    expect(numbers.length).toBeGreaterThan(1)
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(numbers[0]).toBe('PARTS0000001')
  })

  it('hides what is masked in every one of them', async () => {
    const { files } = await produced()
    for (const [name, bytes] of files) {
      expect([name, text(bytes.map((byte) => byte & 0x7f)).includes('lena@example.com')]).toEqual([name, false])
    }
  })

  it('never gives a page number twice, and says in the ledger which were given', async () => {
    const numbered = async (): Promise<LedgerRecord[]> => {
      const all = await ledger(on.tenant).records(0, 999)
      return all.map((one) => JSON.parse(one.text) as LedgerRecord).filter(({ data }) => data.prefix === 'TARN')
    }
    const { id } = await produced({ documents: ['pdf'] })
    const other = await produced({ documents: ['load_files'] })
    const records = await numbered()
    const given = records.map(({ data }) => [Number(at(data, 'first')), Number(at(data, 'last'))] as const)
    for (const [place, [first, last]] of given.entries()) {
      expect(first).toBe(place === 0 ? 1 : (given[place - 1]?.[1] ?? 0) + 1)
      expect(last).toBeGreaterThanOrEqual(first)
    }
    expect(records.map(({ data }) => data.export)).toEqual(expect.arrayContaining([id, other.id]))
    const [dat] = [...other.files].filter(([name]) => name.endsWith('.dat'))
    expect(text(dat?.[1] ?? new Uint8Array())).toContain(`TARN${String(given.at(-1)?.[0]).padStart(7, '0')}`)
  })
})
