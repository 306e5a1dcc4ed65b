// npm run deploy: makes what is missing on Cloudflare, brings the databases up to date, deploys Worker and dashboard. Safe to repeat.
// With --dry-run it tries all of that which needs no account, and changes nothing.
import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BUCKETS, configText, DATABASES, secretsOf, settingsFrom, settingsProblem } from './deploy-config.ts'
import { dryRun, laySite } from './deploy-dry.ts'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const config = join(root, 'wrangler.production.toml')
const scratch = mkdtempSync(join(tmpdir(), 'tallystick-deploy-'))
const dry = process.argv.includes('--dry-run')
const settings = settingsFrom(process.env, config)

const QUEUES = ['pulls', 'backfills', 'jobs', 'pulls-dead', 'backfills-dead', 'jobs-dead']

const say = (text: string): void => console.log(`· ${text}`)

/** Runs a tool and returns what it printed; stops with its own words when it fails. */
function run(cwd: string, tool: string, ...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync(tool, args, { cwd, encoding: 'utf8' })
  if (status === 0) return stdout + stderr
  throw new Error(`${tool} ${args.slice(0, 4).join(' ')} failed:\n${stdout}${stderr}${error?.message ?? ''}`)
}

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

const writeConfig = (ids: Map<string, string>): void =>
  writeFileSync(config, configText(readFileSync(join(root, 'wrangler.toml'), 'utf8'), ids, settings))

/** A Worker that was never deployed has no secrets; every other failure must stop here, or keys that seal data would be made anew. */
const NO_WORKER = /Worker "[^"]*" not found|does not exist on your account|\b(10007|10090)\b/

/** A file with the secrets that the Worker does not have yet, or undefined. Existing ones are never replaced: sealed data needs them. */
function missingSecrets(): string | undefined {
  const { status, stdout, stderr } = spawnSync('wrangler', ['secret', 'list', '-c', config], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0 && !NO_WORKER.test(stdout + stderr)) {
    throw new Error(
      `wrangler secret list failed, so it is not known which secrets are there. Nothing was replaced.\n${stdout}${stderr}`,
    )
  }
  const there = status === 0 ? json<{ name: string }[]>(stdout).map(({ name }) => name) : []
  const missing = secretsOf(settings).filter((name) => !there.includes(name))
  if (missing.length === 0) return undefined
  const file = join(scratch, 'secrets.json')
  const values = Object.fromEntries(missing.map((name) => [name, randomBytes(32).toString('base64')]))
  writeFileSync(file, JSON.stringify(values), { mode: 0o600 })
  say(`making the secrets ${missing.join(', ')}`)
  return file
}

/** The commit that is deployed, for the operator's page; a folder without git has none. */
function tag(): string[] {
  const { status, stdout } = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: root, encoding: 'utf8' })
  return status === 0 ? ['--tag', stdout.trim()] : []
}

/** Built where it goes up from, so that nothing else can stand in it. */
function buildDashboard(target: string): void {
  const out = ['--outDir', join(target, 'dist'), '--emptyOutDir']
  execFileSync('vite', ['build', '--logLevel', 'warn', ...out, 'web'], { cwd: root, stdio: 'inherit' })
  laySite(root, target)
}

function deployDashboard(): void {
  const site = join(scratch, 'site')
  buildDashboard(site)
  make('the Pages project', 'pages', 'project', 'create', 'tallystick-web', '--production-branch', 'main')
  execFileSync('wrangler', ['pages', 'deploy', '--branch', 'main'], { cwd: site, stdio: 'inherit' })
}

function deploy(): void {
  const problem = settingsProblem(settings)
  if (problem !== undefined) throw new Error(problem)
  checkLogin()
  const ids = databaseIds()
  for (const [name, region] of BUCKETS) make(`bucket ${name}`, 'r2', 'bucket', 'create', name, '--jurisdiction', region)
  for (const name of QUEUES) make(`queue ${name}`, 'queues', 'create', name)
  writeConfig(ids)
  for (const [name] of DATABASES) wrangler('d1', 'migrations', 'apply', name, '--remote', '-c', config)
  const secrets = missingSecrets()
  wrangler('deploy', '-c', config, ...tag(), ...(secrets === undefined ? [] : ['--secrets-file', secrets]))
  say('the Worker is deployed')
  deployDashboard()
  say(`done: ${settings.APP_URL}`)
}

try {
  // A Worker without the fonts of its documents would deploy, and its exports would fail.
  execFileSync(process.execPath, [join(root, '.ci/fonts.ts')], { cwd: root })
  if (dry) dryRun({ root, scratch, settings, run, say, buildDashboard })
  else deploy()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
