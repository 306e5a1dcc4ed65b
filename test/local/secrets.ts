// Secrets of a local set-up: made once, kept in its state folder, handed to wrangler as an env file that only the owner can read.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Secrets = { ROOT_KEY_1: string; LOG_KEY: string; AUTH_SECRET: string; OPERATOR_TOKEN: string }

export function localSecrets(state: string): Secrets {
  const file = join(state, 'secrets.json')
  mkdirSync(state, { recursive: true })
  // Our own file, written below.
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets
  const secret = () => randomBytes(32).toString('base64')
  const secrets = { ROOT_KEY_1: secret(), LOG_KEY: secret(), AUTH_SECRET: secret(), OPERATOR_TOKEN: secret() }
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 })
  return secrets
}

/** Writes secrets and settings as an env file for `wrangler dev --env-file`. */
export function writeEnvFile(state: string, values: Record<string, string>): string {
  const file = join(state, 'dev.env')
  const lines = Object.entries(values).map(([name, value]) => `${name}="${value}"\n`)
  writeFileSync(file, lines.join(''), { mode: 0o600 })
  return file
}
