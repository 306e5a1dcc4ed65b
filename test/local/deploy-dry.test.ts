// The deployment tried with the real wrangler, which needs no account for it: every environment bundles, every migration applies.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { BUCKETS, configText, DATABASES, settingsProblem } from '../../.ci/deploy-config.ts'
import { warningsIn } from '../../.ci/deploy-dry.ts'
import { root } from './stack.ts'

const base = readFileSync(join(root, 'wrangler.toml'), 'utf8')
const ids = new Map(DATABASES.map(([name]) => [name, `id-of-${name}`]))
const GOOD = { APP_URL: 'https://audit.example.com', LOG_ORIGIN: 'log.audit.example.com' }

it('passes wrangler’s dry run for the local and the deployed Worker, all migrations, dashboard and functions', {
  timeout: 600_000,
}, () => {
  const PATH = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, '.ci/deploy.ts'), '--dry-run'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PATH, CLOUDFLARE_API_TOKEN: '', WRANGLER_SEND_METRICS: 'false' },
  })
  expect(status, `${stdout}${stderr}`).toBe(0)
  for (const name of [
    'the Worker (local): Total Upload',
    'the Worker (production): Total Upload',
    'dashboard and functions',
  ])
    expect(stdout).toContain(name)
  for (const [name] of DATABASES) expect(stdout).toContain(`migrations of ${name} apply`)
  expect(readdirSync(root).filter((file) => file.startsWith('wrangler.dry-run'))).toEqual([])
})

it('pins every database and bucket that wrangler.toml names, and no binding is left out', () => {
  const text = configText(base, ids, GOOD)
  expect(text.match(/^database_id = "id-of-/gm)?.length).toBe(base.match(/^database_id/gm)?.length)
  expect(text.match(/^jurisdiction = /gm)?.length).toBe(base.match(/^bucket_name/gm)?.length)
  for (const [name, region] of BUCKETS) expect(text).toContain(`bucket_name = "${name}"\njurisdiction = "${region}"`)
})

it('stops where wrangler.toml no longer names what it replaces', () => {
  expect(() => configText(base.replace('tallystick-vault-eu', 'renamed'), ids, GOOD)).toThrow('tallystick-vault-eu')
  expect(() => configText(base.replace('LOG_ORIGIN =', 'LOG_NAME ='), ids, GOOD)).toThrow('LOG_ORIGIN')
  expect(() => configText(base, new Map(), GOOD)).toThrow('was not made')
})

it('takes no address without TLS, no log named as an example, no epoch that is no number', () => {
  expect(settingsProblem(GOOD)).toBeUndefined()
  expect(settingsProblem({ ...GOOD, APP_URL: 'http://audit.example.com' })).toContain('APP_URL')
  for (const LOG_ORIGIN of ['log.tallystick.example', 'https://log.example.com', 'Log.example.com', 'log'])
    expect([LOG_ORIGIN, settingsProblem({ ...GOOD, LOG_ORIGIN })]).toEqual([
      LOG_ORIGIN,
      expect.stringContaining('LOG_ORIGIN'),
    ])
  expect(settingsProblem({ ...GOOD, ROOT_KEY_EPOCH: 'two' })).toContain('ROOT_KEY_EPOCH')
})

it('takes wrangler’s warnings for failures, whatever colour they have', () => {
  const plain = '▲ [WARNING] The module rule does not have a fallback'
  const coloured = '\u001b[33m▲ \u001b[43;33m[\u001b[43;30mWARNING\u001b[43;33m]\u001b[0m a rule'
  expect(warningsIn(`one\n${plain}\ntwo\n${coloured}\n`)).toEqual([plain, coloured])
  expect(warningsIn('Total Upload: 1 KiB')).toEqual([])
})
