// npm run rewrap -- [--check] [--url URL] [--state DIR]: wraps every tenant key with the root key of the epoch in force, or says which are not.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const USAGE = `npm run rewrap -- [--check] [--url URL] [--state DIR]

  --check      only say which tenants are still wrapped by an earlier epoch
  --url URL    where the installation is (default http://localhost:8080)
  --state DIR  state folder of a local set-up, for its operator token (default .state)

Elsewhere than locally the operator token comes from the environment: OPERATOR_TOKEN.
Ends with 0 when every tenant is wrapped by the epoch in force, else with 1.`

function operatorToken(state: string): string | undefined {
  if (process.env.OPERATOR_TOKEN !== undefined) return process.env.OPERATOR_TOKEN
  const file = join(state, 'secrets.json')
  if (!existsSync(file)) return undefined
  return (JSON.parse(readFileSync(file, 'utf8')) as { OPERATOR_TOKEN: string }).OPERATOR_TOKEN // written by the launcher
}

const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    url: { type: 'string', default: 'http://localhost:8080' },
    state: { type: 'string', default: '.state' },
  },
})
const token = operatorToken(values.state)
if (token === undefined) {
  console.error(`No operator token: none in the environment and no local set-up in ${values.state}.\n\n${USAGE}`)
  process.exit(64)
}
const headers = { 'content-type': 'application/json', 'x-operator-token': token }

type Page = {
  epoch: number
  next: string | null
  rewrapped?: number
  failed?: { tenant: string; code: string }[]
  tenants?: number
  behind?: { tenant: string; epoch: number | null }[]
}

async function call(method: 'GET' | 'POST', region: string, cursor: string | null): Promise<Page> {
  const asked = { region, ...(cursor !== null && { cursor }) }
  const query = method === 'GET' ? `?${new URLSearchParams(asked)}` : ''
  const body = method === 'POST' ? { body: JSON.stringify(asked) } : {}
  const response = await fetch(`${values.url}/api/operator/rewrap${query}`, { method, headers, ...body })
  const text = await response.text()
  if (!response.ok) throw new Error(`It was refused (${response.status}): ${text}`)
  return JSON.parse(text) as Page // our own API
}

async function all(method: 'GET' | 'POST', each: (page: Page) => void): Promise<void> {
  for (const region of ['us', 'eu']) {
    let cursor: string | null = null
    do {
      const page: Page = await call(method, region, cursor)
      each(page)
      cursor = page.next
    } while (cursor !== null)
  }
}

try {
  let [rewrapped, tenants, behind, epoch] = [0, 0, 0, 0]
  if (!values.check) {
    await all('POST', (page) => {
      rewrapped += page.rewrapped ?? 0
      for (const { tenant, code } of page.failed ?? []) console.error(`${tenant}: ${code}`)
    })
    console.log(`Wrapped anew: ${rewrapped}.`)
  }
  await all('GET', (page) => {
    epoch = page.epoch
    tenants += page.tenants ?? 0
    behind += page.behind?.length ?? 0
    for (const one of page.behind ?? []) console.error(`${one.tenant}: epoch ${one.epoch ?? 'unknown'}`)
  })
  console.log(`Epoch ${epoch}: ${tenants - behind} of ${tenants} tenants, ${behind} behind.`)
  if (behind > 0) process.exitCode = 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
