// What the model takes from the product is the product's, read where it stands and not written down a second time.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { KEEP } from '../../worker/tenant/settle.ts'
import { STREAMS } from '../../worker/vendors/catalog.ts'
import { ASSUMED } from './assumed.ts'
import { METRICS } from './metrics.ts'
import { messagesADay, product } from './product.ts'
import { consumers, settings, tablesOf, tickMinutes } from './settings.ts'

describe('the product', () => {
  it('says its own cadences, pages and what it keeps', () => {
    const ours = product()
    expect(ours.keep).toBe(KEEP)
    expect(ours.streams).toBe(STREAMS)
    expect(ours.ticksADay).toBe(1440 / tickMinutes())
    expect(ours.spreadSeconds).toBe(Number(settings().PULL_SPREAD_SECONDS))
    expect(Object.values(ours).every((value) => typeof value === 'object' || value > 0)).toBe(true)
  })

  it('sends one message a connection at each tick at which its fastest stream is due', () => {
    const ours = { ...product(), ticksADay: 96 }
    const streams = [
      {
        id: 'a',
        connection: 'openai_admin' as const,
        shape: 'daily' as const,
        every: 60,
        reread: { each: 1, daily: 1 },
      },
    ]
    expect(messagesADay({ ...ours, streams }, 'openai_admin')).toBe(24)
    expect(messagesADay(ours, 'openai_admin')).toBe(96)
  })

  it('is not copied: no constant of it stands in this folder as a number', () => {
    const copies = [KEEP.toLocaleString('en-US').replaceAll(',', '_'), 'PULL_SPREAD_SECONDS =', 'KEEP =', 'PIECES =']
    const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    const found = names.filter((name) => {
      const text = readFileSync(join(import.meta.dirname, name), 'utf8')
      return copies.some((copy) => text.includes(copy))
    })
    expect(found).toEqual([])
  })
})

describe('wrangler.toml', () => {
  it('is read as far as it is written', () => {
    const toml =
      '# a\nname = "x"\n[triggers]\ncrons = ["*/5 * * * *"]\n[vars]\nA = "1 # not a comment" # one\n[[queues.consumers]]\nqueue = "pulls"\nmax_batch_size = 5\n'
    expect(tablesOf(toml)[0]?.values).toEqual({ name: 'x' })
    expect(settings(toml)).toEqual({ A: '1 # not a comment' })
    expect(consumers(toml)).toEqual([{ queue: 'pulls', batch: 5, retries: 3, concurrency: undefined }])
    expect(tickMinutes(toml)).toBe(5)
    expect(() => tickMinutes('crons = ["0 0 * * *"]')).toThrow()
  })
})

describe('what is kept of a measurement', () => {
  it('has every number that the model asks for, none below zero, and the messages that the cadences say', () => {
    const kept: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'measured.json'), 'utf8'))
    const sent = messagesADay(product(), 'anthropic_admin') + messagesADay(product(), 'openai_admin')
    expect(kept).toHaveProperty(['admin', 'fixed', 'pulls'], sent)
    for (const workload of ['admin', 'content']) {
      for (const part of ['fixed', 'each']) {
        for (const metric of METRICS) expect(kept).toHaveProperty([workload, part, metric], expect.any(Number))
      }
    }
    expect(JSON.stringify(kept)).not.toMatch(/:-\d/)
    expect(kept).toHaveProperty('rootLeafBytes', expect.any(Number))
  })

  it('assumes only what is above zero', () => {
    expect(Object.values(ASSUMED).every((value) => value > 0)).toBe(true)
  })
})
