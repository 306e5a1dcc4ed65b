// The row of content capture: the project's own bindings, a Worker that does nothing but take messages in.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unstable_startWorker } from 'wrangler'
import type { CaptureTiming } from './content-capture.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Chats that are timed, ten messages each, after so many for the caches. */
const CHATS = 1000
const WARM_UP = 40
/** Chats a request. */
const STEP = 40

const text = (value: string) => ({ type: 'plain_text' as const, value })

async function statements(): Promise<string[]> {
  const folder = join(ROOT, 'migrations/tenant')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return files.flatMap((file) => file.split('--> statement-breakpoint')).map((one) => one.trim())
}

/** Messages a second, from drafts in memory to committed records. */
export async function capturing(): Promise<{ messages: number; perSecond: number }> {
  const worker = await unstable_startWorker({
    config: join(ROOT, 'wrangler.toml'),
    entrypoint: join(import.meta.dirname, 'content-capture.ts'),
    bindings: {
      ROOT_KEY_1: text(Buffer.alloc(32, 7).toString('base64')),
      LOG_KEY: text(Buffer.alloc(32, 9).toString('base64')),
      AUTH_SECRET: text('a bench secret that is long enough for anyone'),
      OPERATOR_TOKEN: text('a bench operator token that is long enough'),
      JURISDICTIONS: text('off'),
      ANCHORS: text('off'),
    },
    dev: { persist: false, logLevel: 'none', server: { port: 0 }, inspector: false, watch: false },
  })
  const total = { messages: 0, ms: 0 }
  try {
    await worker.ready
    const ask = async (path: string, init?: { method: string; body: string }): Promise<unknown> => {
      const answer = await worker.fetch(`http://bench.example${path}`, init)
      if (!answer.ok) throw new Error(`the bench worker answered ${answer.status}: ${await answer.text()}`)
      return answer.json()
    }
    await ask('/prepare', { method: 'POST', body: JSON.stringify(await statements()) })
    for (let from = 0; from < WARM_UP + CHATS; from += STEP) {
      const timing = (await ask(`/?from=${from}&count=${STEP}`)) as CaptureTiming // our own worker's answer
      if (from < WARM_UP) continue
      total.messages += timing.messages
      total.ms += timing.ms
    }
  } finally {
    await worker.dispose()
  }
  return { messages: total.messages, perSecond: Math.round((total.messages / total.ms) * 1000) }
}
