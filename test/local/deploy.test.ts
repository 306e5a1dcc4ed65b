// The deployment against a stand-in for wrangler that remembers what exists and writes down what it is told.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from './stack.ts'

const folder = mkdtempSync(join(tmpdir(), 'tallystick-deploy-test-'))
const calls = () => readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
const config = join(root, 'wrangler.production.toml')
// Later deployments take settings over from it: each run of this file begins without.
const before = existsSync(config) ? readFileSync(config) : undefined

/** Answers as wrangler does for the commands that the deployment reads; databases and secrets exist from the second run on. */
const WRANGLER = `#!/usr/bin/env node
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs')
const args = process.argv.slice(2)
const known = '${join(folder, 'databases')}'
appendFileSync('${join(folder, 'calls')}', args.join(' ') + '\\n')
const made = existsSync(known) ? readFileSync(known, 'utf8').trim().split('\\n') : []
if (process.env.SIGNED_OUT) process.exit(1)
if (args[0] === 'd1' && args[1] === 'create') appendFileSync(known, args[2] + '\\n')
if (args[0] === 'd1' && args[1] === 'list') {
  console.log('a notice first')
  console.log(JSON.stringify(made.map((name) => ({ name, uuid: 'id-of-' + name }))))
}
if (args[0] === 'secret' && process.env.SECRETS_FAIL) { console.error(process.env.SECRETS_FAIL); process.exit(1) }
if (args[0] === 'secret') console.log(JSON.stringify(made.length > 0 && existsSync('${join(folder, 'deployed')}') ? ['ROOT_KEY_1', 'LOG_KEY', 'AUTH_SECRET', 'OPERATOR_TOKEN'].map((name) => ({ name })) : []))
if (args[0] === 'deploy') {
  const secrets = args[args.indexOf('--secrets-file') + 1]
  if (args.includes('--secrets-file')) writeFileSync('${join(folder, 'secrets')}', readFileSync(secrets))
  writeFileSync('${join(folder, 'deployed')}', '')
}
if (args[0] === 'r2' || args[0] === 'queues') {
  if (existsSync('${join(folder, 'deployed')}')) { console.error('it already exists'); process.exit(1) }
}
`

function deploy(env: Record<string, string> = {}) {
  writeFileSync(join(folder, 'calls'), '')
  return spawnSync(process.execPath, [join(root, '.ci/deploy.ts')], {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      PATH: `${folder}${delimiter}${process.env.PATH}`,
      APP_URL: 'https://audit.example.com',
      LOG_ORIGIN: 'log.audit.example.com',
      ...env,
    },
  })
}

beforeAll(() => {
  rmSync(config, { force: true })
  for (const [name, text] of [
    ['wrangler', WRANGLER],
    ['vite', '#!/bin/sh\nexit 0\n'],
  ] as const) {
    writeFileSync(join(folder, name), text)
    chmodSync(join(folder, name), 0o755)
  }
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
  if (before === undefined) rmSync(config, { force: true })
  else writeFileSync(config, before)
})

describe('npm run deploy', () => {
  it('says what to do when nobody is signed in, and makes nothing', () => {
    const { status, stderr } = deploy({ SIGNED_OUT: '1' })
    expect(status).toBe(1)
    expect(stderr).toContain('wrangler login')
    expect(calls()).toEqual(['whoami'])
  })

  it('asks for the two things that it cannot find out, and makes nothing before', () => {
    for (const [name, text] of [
      ['APP_URL', 'APP_URL=https'],
      ['LOG_ORIGIN', 'LOG_ORIGIN=log.'],
    ] as const) {
      const { status, stderr } = deploy({ [name]: '' })
      expect([status, stderr.includes(text), calls()]).toEqual([1, true, ['']])
    }
  })

  it('makes no key where it cannot find out which are there', () => {
    const { status, stderr } = deploy({ SECRETS_FAIL: 'network is down' })
    expect([status, stderr.includes('Nothing was replaced')]).toEqual([1, true])
    expect(calls().some((call) => call.startsWith('deploy'))).toBe(false)
  })

  it('makes everything in its region, migrates, then deploys with fresh secrets', () => {
    rmSync(join(folder, 'databases'), { force: true })
    const { status, stderr } = deploy({ SECRETS_FAIL: 'Worker "tallystick" not found.' })
    expect([status, stderr]).toEqual([0, ''])
    const said = calls()
    expect(said).toContain('d1 create tallystick-tenants-eu --jurisdiction eu')
    expect(said).toContain('r2 bucket create tallystick-vault-us --jurisdiction us')
    expect(said).toContain('r2 bucket create tallystick-exports-eu --jurisdiction eu')
    expect(said.filter((call) => call.startsWith('queues create')).length).toBe(6)
    const last = said.findIndex((call) => call.startsWith('deploy'))
    expect(said.findLastIndex((call) => call.startsWith('d1 migrations apply'))).toBeLessThan(last)
    const text = readFileSync(config, 'utf8')
    expect(text).toContain('database_id = "id-of-tallystick-control"')
    expect(text).toContain('bucket_name = "tallystick-ledger-eu"\njurisdiction = "eu"')
    expect(text).toContain('APP_URL = "https://audit.example.com"')
    expect(text).toContain('LOG_ORIGIN = "log.audit.example.com"')
    expect(text).toContain('[version_metadata]\nbinding = "VERSION"')
    expect(said[last]).toMatch(/ --tag [0-9a-f]{12}/)
    const secrets = JSON.parse(readFileSync(join(folder, 'secrets'), 'utf8')) as Record<string, string>
    expect(Object.keys(secrets).sort()).toEqual(['AUTH_SECRET', 'LOG_KEY', 'OPERATOR_TOKEN', 'ROOT_KEY_1'])
    expect(new Set(Object.values(secrets)).size).toBe(4)
  })

  it('makes nothing twice and never replaces a secret', () => {
    expect(deploy().status).toBe(0)
    const said = calls()
    expect(said.filter((call) => call.startsWith('d1 create'))).toEqual([])
    expect(said.find((call) => call.startsWith('deploy'))).not.toContain('--secrets-file')
  })

  it('keeps the name of the log and the epoch of the last time, and asks for the root key of that epoch alone', () => {
    expect(deploy({ ROOT_KEY_EPOCH: '2' }).status).toBe(0)
    expect(Object.keys(JSON.parse(readFileSync(join(folder, 'secrets'), 'utf8')))).toEqual(['ROOT_KEY_2'])
    expect(deploy({ LOG_ORIGIN: '', APP_URL: '' }).status).toBe(0)
    const text = readFileSync(config, 'utf8')
    expect(text).toContain('LOG_ORIGIN = "log.audit.example.com"')
    expect(text).toContain('ROOT_KEY_EPOCH = "2"')
    expect(text).toMatch(/^required = \["ROOT_KEY_2",/m)
  })
})
