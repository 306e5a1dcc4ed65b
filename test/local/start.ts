// npm start: simulator, Worker and Pages on this machine, a demo tenant through the real pipeline, and one line when all is up.
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connectDemo, demoLanded, demoTenant } from './demo.ts'
import { readOptions } from './options.ts'
import { answers, endAll, freePort, run, start } from './processes.ts'
import { localSecrets, writeEnvFile } from './secrets.ts'
import { serveSimulator } from './simulator.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const options = readOptions(process.argv.slice(2))
const state = resolve(options.state)
const logs = join(state, 'logs')
const url = `http://localhost:${options.port}`
const site = mkdtempSync(join(tmpdir(), 'tallystick-site-'))
const began = Date.now()

const say = (text: string): void =>
  console.log(`${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${text}`)

let ending = false
async function end(code: number): Promise<never> {
  if (!ending) {
    ending = true
    await endAll()
    rmSync(site, { recursive: true, force: true })
  }
  process.exit(code)
}
process.on('SIGINT', () => end(0))
process.on('SIGTERM', () => end(0))

const D1 = ['tallystick-control', 'tallystick-tenants-us', 'tallystick-tenants-eu']

async function migrate(): Promise<void> {
  for (const database of D1) {
    const args = ['d1', 'migrations', 'apply', database, '--local', '--persist-to', join(state, 'data')]
    await run({ name: 'wrangler', args, cwd: root, log: join(logs, 'migrate.log') })
  }
}

/** Bundled once, so that an edit or a pull in the working tree does not restart a Worker that somebody is using. */
async function bundleWorker(): Promise<string> {
  const out = join(state, 'bundle')
  await run({
    name: 'wrangler',
    args: ['deploy', '--dry-run', '--outdir', out],
    cwd: root,
    log: join(logs, 'bundle.log'),
  })
  return join(out, 'index.js')
}

/** wrangler fires no cron by itself: the launcher ticks as production's cron does, only sooner. */
function tick(worker: string): void {
  const due = () =>
    fetch(`${worker}/cdn-cgi/local/scheduled`, { signal: AbortSignal.timeout(30_000) }).catch(() => undefined)
  setInterval(due, 15_000).unref()
}

async function main(): Promise<void> {
  mkdirSync(logs, { recursive: true })
  const secrets = localSecrets(state)
  say('building the dashboard')
  await run({ name: 'vite', args: ['build', '--logLevel', 'warn', 'web'], cwd: root, log: join(logs, 'build.log') })
  say('preparing the databases')
  await migrate()

  const simulator = await serveSimulator({ port: await freePort() })
  const [workerPort, inspector] = [await freePort(), await freePort()]
  const worker = `http://127.0.0.1:${workerPort}`
  const settings = {
    APP_URL: url,
    JURISDICTIONS: 'off',
    PULL_SPREAD_SECONDS: '0',
    MAILBOX_URL: `${simulator.url}/mailbox`,
    ...(options.real ? {} : { ANTHROPIC_BASE_URL: `${simulator.url}/anthropic` }),
  }
  say('starting the Worker and the dashboard')
  // The registry joins the two processes; one of its own keeps other set-ups on this machine apart.
  const env = { WRANGLER_REGISTRY_PATH: join(state, 'registry'), MINIFLARE_REGISTRY_PATH: join(state, 'registry') }
  const envFile = writeEnvFile(state, secrets)
  const vars = Object.entries(settings).flatMap(([name, value]) => ['--var', `${name}:${value}`])
  const entry = options.watch ? [] : [await bundleWorker(), '--no-bundle']
  const workerArgs = [
    'dev',
    ...entry,
    '--config',
    join(root, 'wrangler.toml'),
    '--port',
    String(workerPort),
    '--ip',
    '127.0.0.1',
    '--inspector-port',
    String(inspector),
  ]
  const files = ['--persist-to', join(state, 'data'), '--env-file', envFile, '--show-interactive-dev-session=false']
  start({ name: 'wrangler', args: [...workerArgs, ...files, ...vars], cwd: root, env, log: join(logs, 'worker.log') })
  await answers(`${worker}/api/openapi.json`, 90, 'the Worker')
  // Pages takes the nearest wrangler.toml above it for its own, and that would be the Worker's: its functions run from a folder elsewhere.
  cpSync(join(root, 'web/functions'), join(site, 'functions'), { recursive: true })
  const pagesArgs = [
    'pages',
    'dev',
    join(root, 'web/dist'),
    '--service',
    'API=tallystick',
    '--compatibility-date',
    '2026-10-20',
  ]
  const ports = ['--port', String(options.port), '--ip', '127.0.0.1', '--inspector-port', String(await freePort())]
  const pages = [...pagesArgs, ...ports, '--persist-to', join(state, 'pages'), '--show-interactive-dev-session=false']
  start({ name: 'wrangler', args: pages, cwd: site, env, log: join(logs, 'pages.log') })
  await answers(`${url}/api/openapi.json`, 90, 'the dashboard')
  tick(worker)

  if (options.real) {
    say(`the dashboard is at ${url}; mail goes to ${simulator.url}/mailbox/`)
    console.log(`tallystick ready ${JSON.stringify({ url, mailbox: `${simulator.url}/mailbox/` })}`)
    return
  }
  say('making the demo organization')
  const demo = await demoTenant(url, secrets.OPERATOR_TOKEN)
  await connectDemo(url, demo, simulator.keys.admin ?? '', secrets.OPERATOR_TOKEN)
  await demoLanded(url, demo, (words) => say(`reading the vendor: ${words}`))
  const { signIn } = await demoTenant(url, secrets.OPERATOR_TOKEN)
  say('ready; open the sign-in link, Ctrl-C ends everything')
  console.log(
    `\n  dashboard  ${url}\n  sign in    ${signIn}\n  mailbox    ${simulator.url}/mailbox/\n  logs       ${logs}\n`,
  )
  console.log(`tallystick ready ${JSON.stringify({ url, signIn, token: demo.token, tenant: demo.tenant })}`)
  if (options.open) openBrowser(signIn)
}

function openBrowser(link: string): void {
  const command = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open'
  spawn(command, [link], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error)
  console.error(`Logs are in ${logs}`)
  void end(1)
})
