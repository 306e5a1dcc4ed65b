// npm run rebuild -- TENANT [--url URL] [--state DIR]: drops a tenant's read models and builds them again from its ledger.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const USAGE = `npm run rebuild -- TENANT [--url URL] [--state DIR]

  TENANT       id of the organization, tn_…
  --url URL    where the installation is (default http://localhost:8080)
  --state DIR  state folder of a local set-up, for its operator token (default .state)

Elsewhere than locally the operator token comes from the environment: OPERATOR_TOKEN.`

function operatorToken(state: string): string | undefined {
  if (process.env.OPERATOR_TOKEN !== undefined) return process.env.OPERATOR_TOKEN
  const file = join(state, 'secrets.json')
  if (!existsSync(file)) return undefined
  return (JSON.parse(readFileSync(file, 'utf8')) as { OPERATOR_TOKEN: string }).OPERATOR_TOKEN // written by the launcher
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: 'string', default: 'http://localhost:8080' }, state: { type: 'string', default: '.state' } },
})
const [tenant] = positionals
const token = operatorToken(values.state)
if (tenant === undefined || token === undefined) {
  console.error(
    tenant === undefined
      ? USAGE
      : `No operator token: none in the environment and no local set-up in ${values.state}.\n\n${USAGE}`,
  )
  process.exit(64)
}

const headers = { 'content-type': 'application/json', 'x-operator-token': token }
type Progress = { projected: number; size: number }

async function call(method: string): Promise<Progress> {
  const path =
    method === 'GET' ? `/api/operator/rebuild?tenant=${encodeURIComponent(tenant ?? '')}` : '/api/operator/rebuild'
  const body = method === 'GET' ? {} : { body: JSON.stringify({ tenant }) }
  const response = await fetch(`${values.url}${path}`, { method, headers, ...body })
  const text = await response.text()
  if (!response.ok) throw new Error(`The rebuild was refused (${response.status}): ${text}`)
  return JSON.parse(text) as Progress // our own API
}

try {
  let progress = await call('POST')
  while (progress.projected < progress.size) {
    await new Promise((done) => setTimeout(done, 500))
    progress = await call('GET')
    console.log(`${progress.projected} of ${progress.size} records`)
  }
  console.log(`Rebuilt: ${progress.projected} records.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
