// Before the browser tests: a set-up of their own on free ports, with nothing in it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { freePort } from '../local/processes.ts'
import { startStack } from '../local/stack.ts'

declare module 'vitest' {
  interface ProvidedContext {
    url: string
    mailbox: string
    simulator: string
    keys: Readonly<Record<string, string>>
    operator: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const state = mkdtempSync(join(tmpdir(), 'tallystick-browser-'))
  const stack = await startStack({ port: await freePort(), state })
  project.provide('url', stack.url)
  project.provide('mailbox', `${stack.simulator.url}/mailbox`)
  project.provide('simulator', stack.simulator.url)
  project.provide('keys', stack.simulator.keys)
  project.provide('operator', stack.secrets.OPERATOR_TOKEN)
  return async () => {
    await stack.end()
    rmSync(state, { recursive: true, force: true })
  }
}
