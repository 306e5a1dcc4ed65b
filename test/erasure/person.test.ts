// Erasing a person: nothing of them is found anywhere, everybody else keeps what is theirs, and the ledger says what happened.
import { beforeAll, describe, expect, it } from 'vitest'
import type { ErasureView } from '../../worker/http/schemas/content.ts'
import { readBlob } from '../../worker/vault/blob.ts'
import { readDirectory } from '../../worker/vault/directory.ts'
import { judgeAll } from '../tenant/judge.ts'
import { home, ledger, PLANTED, vault } from './company.ts'
import { type Company, company, erased, recordsOf, saying } from './stage.ts'

let on: Company
let seen: ErasureView

beforeAll(async () => {
  on = await company()
  seen = await erased(on, { target: on.ada })
})

describe('the record of an erasure', () => {
  it('of what was wanted comes before, sealed with who asked and why', async () => {
    const [intended] = await saying(on, 'intended')
    expect(intended?.data).toMatchObject({ scope: 'person', subjects: [on.ada], reason_code: 'request' })
    expect(intended?.sealed?.fields).toEqual(['email', 'reason'])
    expect(intended?.seq).toBe(seen.intent_seq)
  })

  it('of what is gone names every content record, the keys and what was looked at', async () => {
    const [result, ...more] = await saying(on, 'erased')
    expect(more).toEqual([])
    const content = (await recordsOf(on)).filter(
      ({ kind, subject, id }) =>
        (kind === 'chat' || kind === 'message') && (subject === on.ada || id === 'chat-oli/m2'),
    )
    expect(result?.refs).toEqual(content.map(({ seq }) => seq))
    expect(result?.data.keys_destroyed).toHaveLength(1)
    expect(result?.data.checks).toEqual({
      sealed_fields: 'erased',
      texts: 'erased',
      key_objects: 'absent',
      directory: 'absent',
      listings: 'empty',
      envelopes: 'absent',
    })
    expect(result?.seq).toBe(seen.result_seq)
  })

  it('counts what went', () => {
    expect(seen.counts).toMatchObject({ chats: 1, messages: 3, blobs: 3, keys: 1, exports: 0 })
    // A label, a title, an activity; and one message.
    expect(seen.counts.mentions).toBe(4)
    expect(seen.counts.envelopes).toBe(4)
  })
})

describe('what is left', () => {
  it('is everything of everybody else', async () => {
    const { people, labels } = await readDirectory(vault(on.tenant))
    expect(Object.values(people).map(({ name }) => name)).toContain('Oli Brandt')
    expect(Object.values(labels).map(({ name }) => name)).toEqual(['nightly batch'])
    for (const id of ['chat-oli/m1', 'chat-oli/m3']) {
      const record = (await recordsOf(on)).find((one) => one.id === id)
      if (record?.content === undefined || record.subject === undefined) throw new Error('no record')
      const about = { ref: `${record.stream}/${record.id}/${record.rev}`, subject: record.subject }
      expect((await readBlob(vault(on.tenant), about, record.content)).ok).toBe(true)
    }
  })

  it('is a ledger that is whole, with screens that a rebuild gives again', async () => {
    await ledger(on.tenant).settle()
    await judgeAll(on.tenant)
    const { people } = await readDirectory(vault(on.tenant))
    expect(people).not.toHaveProperty(on.ada)
    for (let check = await ledger(on.tenant).selfCheck(); ; check = await ledger(on.tenant).selfCheck()) {
      if (!check.done) continue
      expect(check).toMatchObject({ findings: [] })
      break
    }
  })

  it('is no raw answer that nobody could parse', async () => {
    const { objects } = await home.vault.list({ prefix: `quarantine/${on.tenant}/` })
    expect(objects).toEqual([])
    expect(PLANTED.name).toBe('Ada Quill')
  })
})
