// npm run deploy -- --dry-run: everything of a deployment that needs no account, for every environment. It leaves nothing behind.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { configText, DATABASES, type Settings } from './deploy-config.ts'

type Tools = {
  root: string
  scratch: string
  settings: Settings
  /** Runs a tool in a folder and returns what it printed; throws with its own words. */
  run: (folder: string, tool: string, ...args: string[]) => string
  say: (text: string) => void
  buildDashboard: (target: string) => void
}

/** Settings of nobody, where the environment gives none. */
const EXAMPLE: Settings = { APP_URL: 'https://audit.example.com', LOG_ORIGIN: 'log.audit.example.com' }

/** Lines in which wrangler warns. Colours may stand on both sides of the word. */
export const warningsIn = (said: string): string[] => said.match(/^.*WARNING.*$/gm) ?? []

/** Bundles the Worker as it runs locally and as it is deployed, applies all migrations to empty databases, builds dashboard and functions. */
export function dryRun({ root, scratch, settings, run, say, buildDashboard }: Tools): void {
  // Paths in a configuration are relative to its file, so it lies beside wrangler.toml.
  const config = join(root, `wrangler.dry-run-${process.pid}.toml`)
  const ids = new Map(DATABASES.map(([name], at) => [name, `00000000-0000-0000-0000-00000000000${at + 1}`]))
  const base = readFileSync(join(root, 'wrangler.toml'), 'utf8')
  writeFileSync(config, configText(base, ids, { ...EXAMPLE, ...settings }))
  try {
    for (const [name, file] of [
      ['local', join(root, 'wrangler.toml')],
      ['production', config],
    ] as const) {
      const said = run(root, 'wrangler', 'deploy', '--dry-run', '--outdir', join(scratch, name), '-c', file)
      const warned = warningsIn(said)
      if (warned.length > 0) throw new Error(`the Worker (${name}) is bundled with warnings:\n${warned.join('\n')}`)
      say(`the Worker (${name}): ${/Total Upload: [^\n]*/.exec(said)?.[0] ?? 'bundled'}`)
    }
    for (const [name] of DATABASES) {
      run(
        root,
        'wrangler',
        'd1',
        'migrations',
        'apply',
        name,
        '--local',
        '--persist-to',
        join(scratch, 'd1'),
        '-c',
        config,
      )
      say(`migrations of ${name} apply to an empty database`)
    }
    const site = join(scratch, 'site')
    buildDashboard(site)
    run(site, 'wrangler', 'pages', 'functions', 'build', '--outdir', join(scratch, 'functions-built'))
    say('dashboard and functions build')
  } finally {
    rmSync(config, { force: true })
  }
}

/** What Pages takes beside the built dashboard. It takes the nearest wrangler.toml for its own, so the site lies in a folder of its own. */
export function laySite(root: string, target: string): void {
  for (const name of ['functions', 'wrangler.toml'])
    cpSync(join(root, 'web', name), join(target, name), { recursive: true })
}
