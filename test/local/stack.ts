// The local set-up as one value: simulator, Worker and dashboard up and joined, and one call that ends all of it.
import type { ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { answers, end, endAll, freePort, run, start } from './processes.ts'
import { localSecrets, type Secrets, writeEnvFile } from './secrets.ts'
import { type Served, serveSimulator, simulatedOutside } from './simulator.ts'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

export type StackOptions = {
  port: number
  state: string
  /** Read the real vendors instead of the simulator. */
  real?: boolean
  /** Run the Worker from source and restart it when that changes. */
  watch?: boolean
  /** Without the dashboard: the API is then at the Worker's own address. */
  api?: boolean
  /** More settings of the Worker. */
  settings?: Record<string, string>
  say?: (text: string) => void
}

export type Stack = {
  url: string
  worker: string
  simulator: Served
  secrets: Secrets
  logs: string
  /** Ends the Worker as a crash does and starts it again on the same state. */
  crashWorker(): Promise<void>
  end(): Promise<void>
}

const D1 = ['tallystick-control', 'tallystick-tenants-us', 'tallystick-tenants-eu']
/** Production's cron comes every 15 minutes; a person who tries it out waits seconds. */
const TICK_MS = 15_000

/** Starts everything. Throws with the place of the log when a part does not come up; what was started is ended then. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { state, say = () => undefined } = options
  const logs = join(state, 'logs')
  mkdirSync(logs, { recursive: true })
  try {
    return await bringUp(options, logs, say)
  } catch (error) {
    await endAll()
    throw error
  }
}

async function bringUp(options: StackOptions, logs: string, say: (text: string) => void): Promise<Stack> {
  const { state, port } = options
  const secrets = localSecrets(state)
  if (!options.api) {
    say('building the dashboard')
    await run({ name: 'vite', args: ['build', '--logLevel', 'warn', 'web'], cwd: root, log: join(logs, 'build.log') })
  }
  await run({ name: 'node', args: [join(root, '.ci/fonts.ts')], cwd: root, log: join(logs, 'fonts.log') })
  say('preparing the databases')
  for (const database of D1) {
    const args = ['d1', 'migrations', 'apply', database, '--local', '--persist-to', join(state, 'data')]
    await run({ name: 'wrangler', args, cwd: root, log: join(logs, 'migrate.log') })
  }
  const simulator = await serveSimulator({ port: await freePort() })
  const workerPort = options.api ? port : await freePort()
  const worker = `http://127.0.0.1:${workerPort}`
  const url = options.api ? worker : `http://localhost:${port}`
  const settings = {
    APP_URL: url,
    JURISDICTIONS: 'off',
    PULL_SPREAD_SECONDS: '0',
    MAILBOX_URL: `${simulator.url}/mailbox`,
    WEBHOOK_LOOPBACK: 'on',
    ...(options.real ? {} : simulatedOutside(simulator.url)),
    ...options.settings,
  }
  say('starting the Worker and the dashboard')
  const entry = options.watch ? [] : [await bundleWorker(state, logs), '--no-bundle']
  const startWorker = () => launchWorker({ state, logs, port: workerPort, secrets, settings, entry })
  let process = await startWorker()
  await answers(`${worker}/api/openapi.json`, 90, 'the Worker')
  const site = options.api ? undefined : await launchPages(state, logs, port)
  await answers(`${url}/api/openapi.json`, 90, 'the dashboard')
  const due = () =>
    fetch(`${worker}/cdn-cgi/local/scheduled`, { signal: AbortSignal.timeout(30_000) }).catch(() => undefined)
  const ticking = setInterval(due, TICK_MS)
  ticking.unref()
  return {
    url,
    worker,
    simulator,
    secrets,
    logs,
    async crashWorker() {
      await end(process, 'SIGKILL')
      process = await startWorker()
      await answers(`${worker}/api/openapi.json`, 90, 'the Worker')
    },
    async end() {
      clearInterval(ticking)
      await endAll()
      simulator.close()
      if (site !== undefined) rmSync(site, { recursive: true, force: true })
    },
  }
}

/** Bundled once, so that an edit in the working tree does not restart a Worker that somebody is using. */
async function bundleWorker(state: string, logs: string): Promise<string> {
  const out = join(state, 'bundle')
  await run({
    name: 'wrangler',
    args: ['deploy', '--dry-run', '--outdir', out],
    cwd: root,
    log: join(logs, 'bundle.log'),
  })
  const entry = join(out, 'index.js')
  writeFileSync(entry, withTexts(readFileSync(entry, 'utf8'), out))
  return entry
}

/** A Worker that starts without being bundled again finds no text modules beside it: what it imports as text is written into it. */
const withTexts = (code: string, folder: string): string =>
  code.replace(/import (\w+) from "\.\/([^"]+\.(?:md|py))";/g, (_, name: string, file: string) => {
    return `const ${name} = ${JSON.stringify(readFileSync(join(folder, file), 'utf8'))};`
  })

/** The registry joins Worker and Pages; one in the state folder keeps other set-ups on this machine apart. */
const registry = (state: string) => ({
  WRANGLER_REGISTRY_PATH: join(state, 'registry'),
  MINIFLARE_REGISTRY_PATH: join(state, 'registry'),
})

type WorkerLaunch = {
  state: string
  logs: string
  port: number
  secrets: Secrets
  settings: Record<string, string>
  entry: string[]
}

async function launchWorker({ state, logs, port, secrets, settings, entry }: WorkerLaunch): Promise<ChildProcess> {
  const vars = Object.entries(settings).flatMap(([name, value]) => ['--var', `${name}:${value}`])
  const where = ['--port', String(port), '--ip', '127.0.0.1', '--inspector-port', String(await freePort())]
  const files = [
    '--config',
    join(root, 'wrangler.toml'),
    '--persist-to',
    join(state, 'data'),
    '--env-file',
    writeEnvFile(state, secrets),
  ]
  const args = ['dev', ...entry, ...files, ...where, '--show-interactive-dev-session=false', ...vars]
  return start({ name: 'wrangler', args, cwd: root, env: registry(state), log: join(logs, 'worker.log') })
}

/** Pages takes the nearest wrangler.toml above it for its own, and that would be the Worker's: its functions run from a folder elsewhere. */
async function launchPages(state: string, logs: string, port: number): Promise<string> {
  const site = mkdtempSync(join(tmpdir(), 'tallystick-site-'))
  cpSync(join(root, 'web/functions'), join(site, 'functions'), { recursive: true })
  const what = [join(root, 'web/dist'), '--service', 'API=tallystick', '--compatibility-date', '2026-10-20']
  const where = ['--port', String(port), '--ip', '127.0.0.1', '--inspector-port', String(await freePort())]
  const args = [
    'pages',
    'dev',
    ...what,
    ...where,
    '--persist-to',
    join(state, 'pages'),
    '--show-interactive-dev-session=false',
  ]
  start({ name: 'wrangler', args, cwd: site, env: registry(state), log: join(logs, 'pages.log') })
  return site
}
