// From the vendor to the search: a poll captures chats, sends the job of the words, and the job makes them found.
import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { deskOf } from '../../worker/content/desk.ts'
import { consumeWords } from '../../worker/content/index-words.ts'
import { openText } from '../../worker/content/opened.ts'
import { findChats, readSearch } from '../../worker/content/search.ts'
import { wordsOf } from '../../worker/content/words.ts'
import type { TenantId } from '../../worker/ids.ts'
import { connectKey, drain, recordsIn, type Stage, stage, turn } from '../pull/stage.ts'
import { home, ledger, makeTenant, vault } from '../support/tenants.ts'

let on: Stage
let tenant: TenantId
let jobs: unknown[]

beforeEach(async () => {
  const staged = stage()
  jobs = []
  // One method of a queue is called here.
  const queue = { send: async (body: unknown) => void jobs.push(body) } as unknown as Queue
  on = { ...staged, env: { ...staged.env, JOBS: queue } }
  await turn(on, { chats: 600 })
  tenant = await makeTenant()
  await connectKey(on, tenant, 'compliance', '2026-11-08')
  await drain(on)
  await ledger(tenant).settle()
})

const user = { id: 'usr_1', email: 'owner@example.com', name: 'Owner Example' }
const found = async (words: string): Promise<string[]> => {
  const desk = deskOf(on.env, { id: tenant, name: 'Tarnwick', region: 'us' }, user)
  const search = await readSearch(desk, words, undefined)
  const { rows } = await findChats(desk, { show: 'all' }, search, { limit: 100, after: null })
  return rows.map(({ row }) => row.id)
}

async function deliver(bodies: unknown[]) {
  const batch = createMessageBatch(
    'jobs',
    bodies.map((body, n) => ({ id: `w-${n}`, timestamp: new Date(), attempts: 1, body })),
  )
  const rest = await consumeWords(on.env, batch)
  return { rest, result: await getQueueResult(batch, createExecutionContext()) }
}

describe('captured chats', () => {
  it('are found by the words of their texts once the job that the poll sent has run; twice the same changes nothing', async () => {
    const messages = (await recordsIn(tenant, 'anthropic.content')).filter(({ kind }) => kind === 'message')
    const [record] = messages.filter(({ content }) => (content?.bytes ?? 0) > 40)
    const opened = record === undefined ? undefined : await openText(vault(tenant), record)
    const words = opened?.ok === true ? wordsOf(opened.text).slice(0, 5).join(' ') : ''
    expect(await found(words)).toEqual([])
    expect(jobs).toContainEqual({ v: 1, job: 'words', region: 'us', tenant })
    expect((await deliver(jobs)).result.retryMessages).toEqual([])
    expect(await found(words)).toContain(record?.data.chat)
    const count = () =>
      home.db.prepare('SELECT count(*) AS n FROM content_word WHERE tenant = ?').bind(tenant).first('n')
    const before = await count()
    await deliver(jobs)
    expect(await count()).toBe(before)
  })

  it('leave other jobs of the queue to whom they belong', async () => {
    const other = { v: 1, job: 'export', region: 'us', tenant, id: 'exp_1' }
    const { rest, result } = await deliver([other, { job: 'words', tenant: 'nobody' }])
    expect(rest.messages.map(({ body }) => body)).toEqual([other, { job: 'words', tenant: 'nobody' }])
    expect([result.explicitAcks, result.retryMessages]).toEqual([[], []])
  })
})
