// From wrangler.toml to the configuration that is deployed: database ids, jurisdictions, settings of this installation, the build's version.
import { existsSync, readFileSync } from 'node:fs'

/** Databases and buckets by region; the control plane has none of its own. A jurisdiction can be set at creation only. */
export const DATABASES: [name: string, region: 'us' | 'eu' | null][] = [
  ['tallystick-control', null],
  ['tallystick-tenants-us', 'us'],
  ['tallystick-tenants-eu', 'eu'],
]
export const BUCKETS: [name: string, region: 'us' | 'eu'][] = [
  ['tallystick-vault-us', 'us'],
  ['tallystick-vault-eu', 'eu'],
  ['tallystick-ledger-us', 'us'],
  ['tallystick-ledger-eu', 'eu'],
  ['tallystick-exports-us', 'us'],
  ['tallystick-exports-eu', 'eu'],
]

const SETTINGS = ['APP_URL', 'LOG_ORIGIN', 'MAIL_FROM', 'ROOT_KEY_EPOCH'] as const
export type Settings = Partial<Record<(typeof SETTINGS)[number], string>>

const lineOf = (name: string): RegExp => new RegExp(`^${name} = "([^"]*)".*$`, 'm')

/**
 * What the environment says, else what the last deployment from this folder said: a log that is named anew, or an epoch that falls
 * back, would be found out only by those whom it harms.
 */
export function settingsFrom(env: Readonly<Record<string, string | undefined>>, last: string): Settings {
  const before = existsSync(last) ? readFileSync(last, 'utf8') : ''
  const found = SETTINGS.map((name) => [name, env[name] || lineOf(name).exec(before)?.[1]] as const)
  return Object.fromEntries(found.filter(([, value]) => value !== undefined))
}

/** What is wrong with the settings, in words that say what to do; undefined where nothing is. */
export function settingsProblem({ APP_URL, LOG_ORIGIN, ROOT_KEY_EPOCH }: Settings): string | undefined {
  if (!APP_URL?.startsWith('https://'))
    return 'Say where the dashboard will be: APP_URL=https://tallystick-web.pages.dev npm run deploy (or your own domain).'
  if (
    LOG_ORIGIN === undefined ||
    !/^[a-z0-9][a-z0-9.\-/]*\.[a-z0-9.\-/]+$/.test(LOG_ORIGIN) ||
    LOG_ORIGIN.endsWith('.example')
  )
    return 'Say how the log is named in every checkpoint, for ever: LOG_ORIGIN=log.<your domain> npm run deploy.'
  if (ROOT_KEY_EPOCH !== undefined && !/^[1-9]\d*$/.test(ROOT_KEY_EPOCH)) return 'ROOT_KEY_EPOCH is a number from 1.'
  return undefined
}

/** Secrets that an installation must have: the root key of the epoch in force, not of one that was destroyed. */
export const secretsOf = ({ ROOT_KEY_EPOCH = '1' }: Settings): string[] => [
  `ROOT_KEY_${ROOT_KEY_EPOCH}`,
  'LOG_KEY',
  'AUTH_SECRET',
  'OPERATOR_TOKEN',
]

/** The text of the configuration. Throws where a database has no id, or where wrangler.toml does not name what is to be replaced. */
export function configText(base: string, ids: ReadonlyMap<string, string>, settings: Settings): string {
  let text = base
  const replace = (what: string, pattern: RegExp, by: string): void => {
    if (!pattern.test(text)) throw new Error(`wrangler.toml does not name ${what}`)
    text = text.replace(pattern, () => by)
  }
  for (const [name] of DATABASES) {
    const id = ids.get(name)
    if (id === undefined) throw new Error(`database ${name} was not made`)
    const head = `database_name = "${name}"\ndatabase_id = `
    replace(`database ${name}`, new RegExp(`${head}"[^"]*"`), `${head}"${id}"`)
  }
  for (const [name, region] of BUCKETS) {
    const line = `bucket_name = "${name}"`
    replace(`bucket ${name}`, new RegExp(line), `${line}\njurisdiction = "${region}"`)
  }
  for (const [name, value] of Object.entries(settings))
    replace(name, lineOf(name), `${name} = ${JSON.stringify(value)}`)
  replace('the secrets', /^required = \[[^\]]*\]$/m, `required = ${JSON.stringify(secretsOf(settings))}`)
  // Production sends mail itself; locally letters go to the simulator's mailbox. VERSION tells the operator's page which build answers.
  return `${text}\n[[send_email]]\nname = "EMAIL"\n\n[version_metadata]\nbinding = "VERSION"\n`
}
