// What the built pages promise the browser: no inline code, no foreign host, one forward for everything dynamic.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { onRequest as apiRequest } from '../../web/functions/api/[[path]].ts'
import { forward } from '../../web/functions/forward.ts'

const web = join(import.meta.dirname, '../../web')
const read = (path: string) => readFileSync(join(web, path), 'utf8')

describe('security headers', () => {
  const headers = read('public/_headers')
  const policy = /Content-Security-Policy: (.*)/.exec(headers)?.[1] ?? ''
  it('allows nothing inline, nothing evaluated and no other host', () => {
    expect(policy).toContain("default-src 'self'")
    expect(policy).toContain("object-src 'none'")
    expect(policy).toContain("base-uri 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })
  it('takes back the open CORS header that Pages adds', () => {
    expect(headers).toContain('! Access-Control-Allow-Origin')
  })
  it('has no inline script, style or handler in the page', () => {
    const page = read('index.html')
    expect(page).not.toMatch(/<style|\son\w+=|\sstyle=/)
    for (const [tag] of page.matchAll(/<script[^>]*>/g)) expect(tag).toContain('src=')
  })
})

describe('forwarding', () => {
  it('hands the request itself to the Worker and its answer back untouched', async () => {
    const request = new Request('https://app.example.com/api/me?x=1')
    const response = new Response('body', { status: 206 })
    const worker = vi.fn(async () => response)
    expect(await forward({ request, env: { API: { fetch: worker } } })).toBe(response)
    expect(worker).toHaveBeenCalledWith(request)
    expect(apiRequest).toBe(forward)
  })
  it('covers every path that the Worker serves', () => {
    const folders = readdirSync(join(web, 'functions'), { withFileTypes: true })
    expect(
      folders
        .filter((one) => one.isDirectory())
        .map((one) => one.name)
        .sort(),
    ).toEqual(['.well-known', 'api', 'e', 'mcp', 'oauth'])
  })
})

describe('theme before the first paint', () => {
  it('reads the same words in public/theme.js and in the app', () => {
    const early = read('public/theme.js')
    const late = read('src/prefs/theme.ts')
    for (const key of ['tallystick.theme', 'tallystick.density']) {
      expect(early).toContain(`'${key}'`)
      expect(late).toContain(`'${key}'`)
    }
  })
})
