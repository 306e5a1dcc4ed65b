// npm run deploy: makes what is missing on Cloudflare, brings the databases up to date, deploys Worker and dashboard. Safe to repeat.
import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const config = join(root, 'wrangler.production.toml')
const scratch = mkdtempSync(join(tmpdir(), 'tallystick-deploy-'))

/** Databases and buckets by region; the control plane has none of its own. A jurisdiction can be set at creation only. */
const DATABASES: [name: string, region: 'us' | 'eu' | null][] = [
  ['tallystick-control', null],
  ['tallystick-tenants-us', 'us'],
  ['tallystick-tenants-eu', 'eu'],
]
const BUCKETS: [name: string, region: 'us' | 'eu'][] = [
  ['tallystick-vault-us', 'us'],
  ['tallystick-vault-eu', 'eu'],
  ['tallystick-ledger-us', 'us'],
  ['tallystick-ledger-eu', 'eu'],
  ['tallystick-exports-us', 'us'],
  ['tallystick-exports-eu', 'eu'],
]
const QUEUES = ['pulls', 'backfills', 'jobs', 'pulls-dead', 'backfills-dead', 'jobs-dead']
const SECRETS = ['ROOT_KEY_1', 'LOG_KEY', 'AUTH_SECRET', 'OPERATOR_TOKEN']

const say = (text: string): void => console.log(`· ${text}`)

/** Runs wrangler and returns what it printed; stops with its own words when it fails. */
function wrangler(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('wrangler', args, { cwd: root, encoding: 'utf8' })
  if (status === 0) return stdout
  throw new Error(`wrangler ${args.slice(0, 4).join(' ')} failed:\n${stdout}${stderr}`)
}

/** Makes something that may be there already, which is fine. */
function make(what: string, ...args: string[]): void {
  const { status, stdout, stderr } = spawnSync('wrangler', args, { cwd: root, encoding: 'utf8' })
  const there = /already (exists|taken|owns?)|10004|11009|409/i.test(stdout + stderr)
  if (status !== 0 && !there) throw new Error(`wrangler ${args.join(' ')} failed:\n${stdout}${stderr}`)
  say(status === 0 ? `made ${what}` : `${what} is there`)
}

/** JSON that wrangler prints, whatever notices stand before it. */
function json<T>(text: string): T {
  return JSON.parse(text.slice(text.indexOf('['))) as T // wrangler's own format
}

function checkLogin(): void {
  try {
    wrangler('whoami')
  } catch {
    throw new Error(
      'Not signed in to Cloudflare. Run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN, then run this again.',
    )
  }
}

function databaseIds(): Map<string, string> {
  const listed = () => json<{ name: string; uuid: string }[]>(wrangler('d1', 'list', '--json'))
  const before = new Set(listed().map(({ name }) => name))
  for (const [name, region] of DATABASES) {
    if (before.has(name)) say(`database ${name} is there`)
    else make(`database ${name}`, 'd1', 'create', name, ...(region === null ? [] : ['--jurisdiction', region]))
  }
  return new Map(listed().map(({ name, uuid }) => [name, uuid]))
}

/** wrangler.toml with the account's database ids, the buckets' jurisdictions and the settings of this installation. */
function writeConfig(ids: Map<string, string>): void {
  const settings = {
    APP_URL: process.env.APP_URL,
    LOG_ORIGIN: process.env.LOG_ORIGIN,
    MAIL_FROM: process.env.MAIL_FROM,
  }
  let text = readFileSync(join(root, 'wrangler.toml'), 'utf8')
  for (const [name] of DATABASES) {
    const id = ids.get(name)
    if (id === undefined) throw new Error(`database ${name} was not made`)
    text = text.replace(new RegExp(`(database_name = "${name}"\\ndatabase_id = )"[^"]*"`), `$1"${id}"`)
  }
  for (const [name, region] of BUCKETS) {
    text = text.replace(`bucket_name = "${name}"`, `bucket_name = "${name}"\njurisdiction = "${region}"`)
  }
  for (const [name, value] of Object.entries(settings)) {
    if (value !== undefined)
      text = text.replace(new RegExp(`^${name} = .*$`, 'm'), `${name} = ${JSON.stringify(value)}`)
  }
  // Production sends mail itself; locally letters go to the simulator's mailbox.
  text += '\n[[send_email]]\nname = "EMAIL"\n'
  writeFileSync(config, text)
}

/** A file with the secrets that the Worker does not have yet, or undefined. Existing ones are never replaced: sealed data needs them. */
function missingSecrets(): string | undefined {
  const { status, stdout } = spawnSync('wrangler', ['secret', 'list', '-c', config], { cwd: root, encoding: 'utf8' })
  const there = status === 0 ? json<{ name: string }[]>(stdout).map(({ name }) => name) : []
  const missing = SECRETS.filter((name) => !there.includes(name))
  if (missing.length === 0) return undefined
  const file = join(scratch, 'secrets.json')
  const values = Object.fromEntries(missing.map((name) => [name, randomBytes(32).toString('base64')]))
  writeFileSync(file, JSON.stringify(values), { mode: 0o600 })
  say(`making the secrets ${missing.join(', ')}`)
  return file
}

/** Pages takes the nearest wrangler.toml for its own: the site goes up from a folder of its own. */
function deployDashboard(): void {
  execFileSync('vite', ['build', '--logLevel', 'warn', 'web'], { cwd: root, stdio: 'inherit' })
  cpSync(join(root, 'web/dist'), join(scratch, 'dist'), { recursive: true })
  cpSync(join(root, 'web/functions'), join(scratch, 'functions'), { recursive: true })
  cpSync(join(root, 'web/wrangler.toml'), join(scratch, 'wrangler.toml'))
  make('the Pages project', 'pages', 'project', 'create', 'tallystick-web', '--production-branch', 'main')
  execFileSync('wrangler', ['pages', 'deploy', '--branch', 'main'], { cwd: scratch, stdio: 'inherit' })
}

try {
  if (!process.env.APP_URL?.startsWith('https://')) {
    throw new Error(
      'Say where the dashboard will be: APP_URL=https://tallystick-web.pages.dev npm run deploy (or your own domain).',
    )
  }
  checkLogin()
  const ids = databaseIds()
  for (const [name, region] of BUCKETS) make(`bucket ${name}`, 'r2', 'bucket', 'create', name, '--jurisdiction', region)
  for (const name of QUEUES) make(`queue ${name}`, 'queues', 'create', name)
  writeConfig(ids)
  for (const [name] of DATABASES) wrangler('d1', 'migrations', 'apply', name, '--remote', '-c', config)
  const secrets = missingSecrets()
  wrangler('deploy', '-c', config, ...(secrets === undefined ? [] : ['--secrets-file', secrets]))
  say('the Worker is deployed')
  deployDashboard()
  say(`done: ${process.env.APP_URL}`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
