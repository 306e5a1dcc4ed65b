// The official MCP client, as another process, against the running project: discovery, registration, consent in Chromium, turns, proofs,
// replays, refresh, and the end of it in Settings.
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { OfficialClient } from '../mcp/official.ts'
import { expectAccessible, launchChromium, picture } from './chromium.ts'
import { mailedLink } from './mail.ts'

const url = inject('url')
const person = 'nadia.karim@tarnwick.example'

let browser: Browser
let page: Page
let client: OfficialClient

beforeAll(async () => {
  browser = await launchChromium()
  const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, reducedMotion: 'reduce' })
  page = await context.newPage()
})
afterAll(async () => {
  client?.end()
  await browser?.close()
})

const button = (name: string | RegExp) => page.getByRole('button', { name })

/** Asks the API as the page would, with its cookies. */
const ask = <T>(path: string, method = 'GET', body?: unknown): Promise<T> =>
  page.evaluate(
    async ([path, method, body]) => {
      const headers = { 'content-type': 'application/json' }
      const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) }
      const response = await fetch(String(path), init as RequestInit) // strings crossed from the test to the page
      return response.json()
    },
    [path, method, body] as const,
  ) as Promise<T> // the caller's promise about the answer

type Settings = { first_turn: { seq: number } | null; people: { email: string; turns: number }[] }
type Records = { records: { seq: number; stream: string }[] }

const turns = async (): Promise<number[]> => {
  const { records } = await ask<Records>('/api/ledger/records?stream=mcp.interactions&limit=100')
  return records.map(({ seq }) => seq)
}

const TURN = { kind: 'chat', model: 'claude-sonnet-4-5', surface: 'desktop' }

describe('the connector, with the official client', () => {
  it('asks for sign-in first, and comes back to the question', async () => {
    client = new OfficialClient(`${url}/mcp`)
    const { open } = await client.hear()
    expect(String(open)).toContain('code_challenge_method=S256')
    await page.goto(String(open))
    await page.getByRole('link', { name: 'Sign in', exact: true }).click()
    await page.getByLabel('Work e-mail').fill(person)
    await button('Send me a link').click()
    await page.getByText(person).waitFor()
    await page.goto(await mailedLink(inject('mailbox'), person))
    await button('Sign in to Tallystick').click()
    await page.waitForURL(/\/welcome|\/connect/)
    await ask('/api/tenants', 'POST', { name: 'Tarnwick Reporting', region: 'us' })
    await page.goto(`${url}/connect`)
  })

  it('shows who asks and what will be told, and approves', async () => {
    await page.getByText('Inspector of the tests').waitFor()
    await page.getByText('127.0.0.1', { exact: false }).first().waitFor()
    await expectAccessible(page, 'consent')
    await picture(page, 'mcp-consent')
    await button('Approve').click()
    await page.waitForURL(/127\.0\.0\.1:\d+\/callback/)
    expect(await client.hear()).toEqual({ connected: 'tallystick' })
    await page.goto(`${url}/settings?part=integrations`)
  })

  it('logs three turns, which become three records with proofs', async () => {
    const { done } = await client.tell({ do: 'tools' })
    expect(done).toMatchObject([{ name: 'log_turn' }])
    for (const summary of [
      'Fixed a bug in the parser.',
      'Drafted an email to a customer.',
      'Planned the next sprint.',
    ]) {
      const told = await client.tell({ do: 'call', name: 'log_turn', arguments: { ...TURN, summary } })
      expect(told).toMatchObject({ done: { structuredContent: { masked: 0 } } })
    }
    await expect.poll(turns, { timeout: 30_000 }).toHaveLength(3)
    for (const seq of await turns()) {
      await expect
        .poll(() => page.evaluate(async (at) => (await fetch(`/api/ledger/records/${at}/proof`)).status, seq), {
          timeout: 30_000,
        })
        .toBe(200)
    }
  })

  it('adds nothing when the same calls come again', async () => {
    const { done } = await client.tell({ do: 'replay' })
    expect(done).toEqual([200, 200, 200])
    // Whatever the replays left would be a record before this one.
    const summary = 'Translated a paragraph.'
    await client.tell({ do: 'call', name: 'log_turn', arguments: { ...TURN, summary } })
    await expect.poll(turns, { timeout: 30_000 }).toHaveLength(4)
    const people = async () => (await ask<Settings>('/api/mcp')).people.map(({ email, turns }) => `${email} ${turns}`)
    await expect.poll(people, { timeout: 30_000 }).toEqual([`${person} 4`])
  })

  it('goes on with a refreshed token', async () => {
    const before = await client.tell({ do: 'tokens' })
    await client.tell({ do: 'expire' })
    expect(await client.tell({ do: 'tools' })).toMatchObject({ done: [{ name: 'log_turn' }] })
    const after = await client.tell({ do: 'tokens' })
    expect(after).not.toEqual(before)
  })

  it('stands in Settings, and ends there', async () => {
    await page.reload()
    await page.getByText('Turns arrive.').waitFor()
    await page.getByRole('cell', { name: person }).first().waitFor()
    await expectAccessible(page, 'Claude MCP settings')
    await picture(page, 'mcp-settings')
    await button('Revoke').click()
    await button('Revoke connection').click()
    await page.getByText('Nobody is connected').waitFor()
    expect(await client.tell({ do: 'call', name: 'log_turn', arguments: { ...TURN, summary: 'x' } })).toHaveProperty(
      'failed',
    )
  })

  it('shows the turns beside Claude Code', async () => {
    await page.goto(`${url}/sessions`)
    await page.getByRole('heading', { name: 'Claude, reported by people' }).waitFor()
    await page.getByText('4 of 4').or(page.getByText('3 of 4')).first().waitFor()
    await expectAccessible(page, 'reported turns')
    await picture(page, 'mcp-sessions')
  })
})
