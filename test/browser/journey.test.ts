// The first day of an admin, in Chromium: sign up, connect with a wrong key and then the right one, watch it read, find a figure, check it.
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { expectAccessible, launchChromium, picture } from './chromium.ts'
import { mailedLink } from './mail.ts'

const url = inject('url')
const person = 'sofia.marchetti@tarnwick.example'

let browser: Browser
let context: BrowserContext
let page: Page
const broken: string[] = []

beforeAll(async () => {
  browser = await launchChromium()
  context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, reducedMotion: 'reduce' })
  page = await context.newPage()
  page.on('pageerror', (error) => broken.push(String(error)))
  page.on('response', (response) => response.status() >= 500 && broken.push(`${response.status()} ${response.url()}`))
})
afterAll(() => browser?.close())

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const button = (name: string | RegExp) => page.getByRole('button', { name })
/** The card of a vendor, and a button in it. */
const card = (vendor: 'Anthropic' | 'OpenAI') => page.getByRole('region', { name: `${vendor} · Admin API` })
const press = (vendor: 'Anthropic' | 'OpenAI', name: string | RegExp) => card(vendor).getByRole('button', { name })
const keyField = (vendor: 'Anthropic' | 'OpenAI') => card(vendor).getByLabel(`${vendor} Admin key`)

describe('the first day', () => {
  it('signs up by a mailed link that a button confirms', async () => {
    await page.goto(url)
    await page.waitForURL(/\/sign-in/)
    await page.getByLabel('Work e-mail').fill(person)
    await expectAccessible(page, 'sign-in')
    await picture(page, '01-sign-in')
    await button('Send me a link').click()
    await page.getByText(person).waitFor()
    await picture(page, '02-mail-sent')
    await page.goto(await mailedLink(inject('mailbox'), person))
    await picture(page, '03-confirm')
    await button('Sign in to Tallystick').click()
    await heading('Create your organization').waitFor()
  })

  it('creates the organization in a region that is fixed afterwards', async () => {
    await page.getByLabel('Name', { exact: true }).fill('Tarnwick Instruments')
    await expectAccessible(page, 'create organization')
    await picture(page, '04-organization')
    await button('Create organization').click()
    await heading('Connect your vendors').waitFor()
  })

  it('refuses a model key in words that say which key to make', async () => {
    await keyField('Anthropic').fill(inject('keys').workspaceKey ?? '')
    await press('Anthropic', 'Validate key').click()
    await card('Anthropic')
      .getByText(/sk-ant-admin01-/)
      .last()
      .waitFor()
    await press('Anthropic', 'Validate again').waitFor()
    await expectAccessible(page, 'wrong key')
    await picture(page, '05-wrong-key')
    expect(await press('Anthropic', 'Connect').count()).toBe(0)
  })

  it('takes a key that was pasted into the other vendor’s card over', async () => {
    await keyField('OpenAI').fill(inject('keys').admin ?? '')
    await press('OpenAI', 'Use the Anthropic card').click()
    await expectAccessible(page, 'a key taken over')
    expect(await keyField('OpenAI').inputValue()).toBe('')
    expect(await keyField('Anthropic').inputValue()).toBe(inject('keys').admin)
  })

  it.each([
    ['Anthropic', 'admin', '06-checklist'],
    ['OpenAI', 'openaiAdmin', '07-checklist-openai'],
  ] as const)('shows what the right key of %s opens, then connects', async (vendor, key, name) => {
    await keyField(vendor).fill(inject('keys')[key] ?? '')
    await press(vendor, /Validate/).click()
    await press(vendor, 'Connect').waitFor({ timeout: 30_000 })
    await expectAccessible(page, `checklist of ${vendor}`)
    await picture(page, name)
    await press(vendor, 'Connect').click()
    await card(vendor).getByRole('progressbar').waitFor({ timeout: 30_000 })
  })

  it('watches the past of both being read', async () => {
    await picture(page, '08-progress')
    for (const vendor of ['Anthropic', 'OpenAI'] as const) {
      await card(vendor)
        .getByText(/All 90 days read/)
        .waitFor({ timeout: 200_000 })
    }
    await picture(page, '08-read')
  })

  it('shows usage with names and a chart, light and dark, wide and narrow', async () => {
    await page.goto(`${url}/usage`)
    await heading('Usage').waitFor()
    await page.getByRole('cell', { name: 'claude-opus-5-5' }).first().waitFor()
    await expectAccessible(page, 'usage')
    await picture(page, '09-usage')
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page, 'usage, dark')
    await picture(page, '10-usage-dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 390, height: 844 })
    await picture(page, '11-usage-narrow')
    await page.setViewportSize({ width: 1440, height: 1000 })
  })

  it('goes from a figure to its record and verifies it in the browser', async () => {
    const group = page.getByRole('table', { name: 'Usage by model' }).getByRole('row', { name: /claude-opus-5-5/ })
    await group.getByRole('cell').last().click()
    await page.getByRole('heading', { name: /^Records/ }).waitFor()
    await page.locator('main a[href*="record="]').first().click()
    await page.waitForURL(/\/ledger\?.*record=\d+/)
    await page.getByRole('button', { name: 'Verify', exact: true }).click()
    await button('Again').waitFor({ timeout: 30_000 })
    await picture(page, '12-first-visit')
    // The first check pinned the key and kept the checkpoint: now there is something to compare with.
    await button('Again').click()
    await page.getByText('Verified in this browser.').waitFor({ timeout: 30_000 })
    await expectAccessible(page, 'a verified record')
    await picture(page, '13-verified')
  })

  it('shows a person once, with what both vendors saw', async () => {
    await page.goto(`${url}/people`)
    const row = page.getByRole('row', { name: /Anders Brekke/ })
    await row.first().waitFor()
    expect(await row.count()).toBe(1)
    await picture(page, '14-people')
    await row.getByRole('link').first().click()
    await heading('Anders Brekke').waitFor()
    await expectAccessible(page, 'a person over both vendors')
    await picture(page, '15-person')
  })

  it('links an identity that belongs to nobody, and it stays', async () => {
    await page.goto(`${url}/people?tab=unmapped`)
    const table = page.getByRole('table').first()
    await table
      .getByRole('button', { name: /Link to person|^Link/ })
      .first()
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox').fill('anders.bre')
    await dialog.getByRole('option', { name: /Anders Brekke/ }).click()
    await expectAccessible(page, 'link an identity')
    await picture(page, '16-link')
    await dialog.getByRole('button', { name: /^Link to Anders/ }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('row', { name: /Anders Brekke/ }).waitFor()
    await picture(page, '17-linked')
  })

  it.each([
    ['/', 'Overview'],
    ['/costs', 'Costs'],
    ['/people', 'People'],
    ['/people?tab=unmapped', 'People'],
    ['/activity', 'Activity'],
    ['/sessions', 'Sessions'],
    ['/insights', 'Insights'],
    ['/content', 'Content'],
    ['/ledger', 'Ledger'],
    ['/exports', 'Exports'],
    ['/settings?part=receipts', 'Settings'],
    ['/settings?part=integrations', 'Settings'],
    ['/settings?part=members', 'Settings'],
    ['/settings?part=organization', 'Settings'],
    ['/settings?part=tokens', 'Settings'],
  ])('%s is there, accessible in light and dark, and does not scroll sideways at 360 px', async (path, name) => {
    await page.goto(`${url}${path}`)
    await page.locator('main').waitFor()
    await page.waitForLoadState('networkidle')
    const file = path.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '') || 'overview'
    await expectAccessible(page, name)
    await picture(page, `20-${file}`)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page, `${name}, dark`)
    await picture(page, `20-${file}-dark`)
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize({ width: 360, height: 780 })
    await picture(page, `20-${file}-narrow`)
    const beyond = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
    await page.setViewportSize({ width: 1440, height: 1000 })
    expect(beyond).toBe(0)
  })

  it('broke nothing on the way', () => {
    expect(broken).toEqual([])
  })
})
