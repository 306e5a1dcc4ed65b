// The row of the usage screen: two years of 500 rows a day, 90 of the days asked for through the product's own API, every way the screen asks.
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unstable_startWorker } from 'wrangler'
import { DAYS, DIRECTORY } from './usage-company.ts'
import type { AskTiming, Migrations, Prepared, SeedTiming } from './usage-screen.ts'

const ROOT = join(import.meta.dirname, '../..')
/** Days of a request that makes them. */
const STEP = 10
/** Times that each question is timed, after so many for the compiler and the caches. */
const RUNS = 40
const WARM_UP = 5
const RANGE = 'from=2026-08-23&to=2026-11-20'

/** What the screen asks: by every dimension, and what people filter by. */
const QUESTIONS: readonly string[] = [
  ...['model', 'workspace', 'key', 'person', 'product', 'tier', 'context_window', 'inference_geo', 'speed'].map(
    (by) => `by=${by}`,
  ),
  'by=model&vendor=openai',
  'by=model&model=claude-opus-5-5',
  `by=model&workspace=${DIRECTORY.workspaces[2]?.id}`,
  'by=model&workspace=default',
  'by=key&model=claude-opus-5-5',
  `by=key&model=claude-opus-5-5&workspace=${DIRECTORY.workspaces[2]?.id}`,
  `by=person&workspace=${DIRECTORY.workspaces[2]?.id}`,
  `by=model&person=${DIRECTORY.people[2]?.subject}`,
]

const text = (value: string) => ({ type: 'plain_text' as const, value })

async function statementsOf(folder: string): Promise<string[]> {
  const names = (await readdir(join(ROOT, folder))).filter((name) => name.endsWith('.sql')).sort()
  const files = await Promise.all(names.map((name) => readFile(join(ROOT, folder, name), 'utf8')))
  return files.flatMap((file) => file.split('--> statement-breakpoint')).map((one) => one.trim())
}

/** Milliseconds of one question, sorted. */
export type Asked = { question: string; p50: number; p95: number; bytes: number }
export type ScreenTiming = { rows: number; perSecond: number; asked: Asked[] }

const at = (sorted: readonly number[], share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? 0

/** How fast the rows came in through the projection, and how long every answer took. */
export async function askingUsage(): Promise<ScreenTiming> {
  const worker = await unstable_startWorker({
    config: join(ROOT, 'wrangler.toml'),
    entrypoint: join(import.meta.dirname, 'usage-screen.ts'),
    bindings: {
      ROOT_KEY_1: text(Buffer.alloc(32, 7).toString('base64')),
      LOG_KEY: text(Buffer.alloc(32, 9).toString('base64')),
      AUTH_SECRET: text('a bench secret that is long enough for anyone'),
      OPERATOR_TOKEN: text('a bench operator token that is long enough'),
      APP_URL: text('http://bench.example'),
      JURISDICTIONS: text('off'),
      ANCHORS: text('off'),
    },
    dev: { persist: false, logLevel: 'none', server: { port: 0 }, inspector: false, watch: false },
  })
  try {
    await worker.ready
    const ask = async (path: string, init?: { method?: string; body?: string; headers?: Record<string, string> }) => {
      const answer = await worker.fetch(`http://bench.example${path}`, init)
      const body = await answer.text()
      if (!answer.ok) throw new Error(`the bench worker answered ${answer.status}: ${body}`)
      return body
    }
    const migrations: Migrations = {
      control: await statementsOf('migrations/control'),
      tenant: await statementsOf('migrations/tenant'),
    }
    // Our own worker's answers, here and below.
    const { tenant, token } = JSON.parse(
      await ask('/prepare', { method: 'POST', body: JSON.stringify(migrations) }),
    ) as Prepared
    const made = { rows: 0, ms: 0 }
    for (let from = 0; from < DAYS; from += STEP) {
      const timing = JSON.parse(await ask(`/seed?tenant=${tenant}&from=${from}&count=${STEP}`)) as SeedTiming
      made.rows += timing.rows
      made.ms += timing.ms
    }
    const headers = { authorization: `Bearer ${token}` }
    const asked: Asked[] = []
    for (const question of QUESTIONS) {
      const path = `/${WARM_UP + RUNS}?${RANGE}&${question}`
      const { times, bytes } = JSON.parse(await ask(path, { headers })) as AskTiming
      const sorted = times.slice(WARM_UP).sort((a, b) => a - b)
      asked.push({ question, p50: at(sorted, 0.5), p95: at(sorted, 0.95), bytes })
    }
    return { rows: made.rows, perSecond: Math.round((made.rows / made.ms) * 1000), asked }
  } finally {
    await worker.dispose()
  }
}
