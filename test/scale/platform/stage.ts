// Everything the pull pipeline asks of its platform, in this process: settings from wrangler.toml, databases, buckets, objects and queues that count.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mock } from 'node:test'
import { settings } from '../settings.ts'
import { CountedBucket } from './bucket.ts'
import { d1Over } from './d1.ts'
import { Ledgers, openRootLog } from './objects.ts'
import { CountedSqlite } from './sqlite.ts'

const ROOT = join(import.meta.dirname, '../../..')

/** A database with the migrations of a folder. */
function migrated(folder: string): CountedSqlite {
  const db = new CountedSqlite()
  const path = join(ROOT, 'migrations', folder)
  const names = readdirSync(path).filter((name) => name.endsWith('.sql'))
  for (const name of names.sort()) db.script(readFileSync(join(path, name), 'utf8'))
  return db
}

export type Sent = { body: unknown; delaySeconds: number }

/** A queue that keeps what is sent to it; `total` counts every message there ever was. */
export class KeptQueue {
  readonly waiting: Sent[] = []
  readonly counts = { messages: 0, sends: 0 }
  async send(body: unknown, { delaySeconds = 0 }: { delaySeconds?: number } = {}): Promise<void> {
    await this.sendBatch([{ body, delaySeconds }])
  }

  async sendBatch(messages: { body: unknown; delaySeconds?: number }[]): Promise<void> {
    this.counts.sends++
    this.counts.messages += messages.length
    for (const { body, delaySeconds = 0 } of messages) this.waiting.push({ body, delaySeconds })
  }
}

/** Sets the process's clock; only dates stand still, timers run. */
export const clock = {
  start: (at: string) => mock.timers.enable({ apis: ['Date'], now: Date.parse(at) }),
  set: (at: number) => mock.timers.setTime(at),
  stop: () => mock.timers.reset(),
}

export async function makeStage() {
  const control = migrated('control')
  const tenants = migrated('tenant')
  const [vault, archive, exports] = [new CountedBucket(), new CountedBucket(), new CountedBucket()]
  const queues = { pulls: new KeptQueue(), backfills: new KeptQueue(), jobs: new KeptQueue() }
  const root = openRootLog()
  const late: { env?: Env } = {}
  const ledgers = await Ledgers.load(() => {
    if (late.env === undefined) throw new Error('an object before its environment')
    return late.env
  })
  const bindings = {
    ...settings(),
    JURISDICTIONS: 'off',
    PULL_SPREAD_SECONDS: '0',
    ANTHROPIC_BASE_URL: 'http://anthropic.sim',
    OPENAI_BASE_URL: 'http://openai.sim',
    ROOT_KEY_1: Buffer.alloc(32, 7).toString('base64'),
    LOG_KEY: Buffer.alloc(32, 9).toString('base64'),
    CONTROL: d1Over(control),
    TENANTS_US: d1Over(tenants),
    TENANTS_EU: d1Over(migrated('tenant')),
    VAULT_US: vault.binding,
    VAULT_EU: vault.binding,
    LEDGER_US: archive.binding,
    LEDGER_EU: archive.binding,
    EXPORTS_US: exports.binding,
    EXPORTS_EU: exports.binding,
    TENANT_LEDGER: ledgers,
    ROOT_LOG: root.namespace,
    PULLS: queues.pulls,
    BACKFILLS: queues.backfills,
    JOBS: queues.jobs,
  }
  const env = bindings as unknown as Env // what the pipeline reads of it
  late.env = env
  return { env, control, tenants, vault, archive, queues, ledgers, root: root.submitted }
}

export type Stage = Awaited<ReturnType<typeof makeStage>>
