// The ledger core stands alone: it runs in Worker, browser and Node, so it may know none of them.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../../worker/ledger')
const files = readdirSync(ROOT, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
  .sort()
const sourceOf = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const importsOf = (file: string) => [...sourceOf(file).matchAll(/from '([^']+)'/g)].map(([, target]) => target ?? '')

describe.each(files)('worker/ledger/%s', (file) => {
  it('imports only its own folder and the hash library', () => {
    for (const target of importsOf(file)) {
      if (target.startsWith('@noble/hashes/')) continue
      expect(target.startsWith('.'), target).toBe(true)
      const path = relative(ROOT, resolve(dirname(join(ROOT, file)), target))
      expect(files, target).toContain(path)
    }
  })

  it('names nothing that only one platform has', () => {
    const code = sourceOf(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    for (const word of [
      'process.',
      'Buffer.',
      "'node:",
      "'cloudflare:",
      'require(',
      'window.',
      'document.',
      'fetch(',
      'setTimeout',
    ]) {
      expect(code.includes(word), word).toBe(false)
    }
  })

  it('reads no clock and no dice: what it computes depends on what it is given', () => {
    const code = sourceOf(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
    for (const word of ['Date.now', 'new Date()', 'Math.random', 'getRandomValues', 'randomUUID']) {
      expect(code.includes(word), word).toBe(false)
    }
  })

  it('begins with a sentence that says its place, and has at most 250 lines', () => {
    const lines = sourceOf(file).trimEnd().split('\n')
    expect(lines[0]).toMatch(/^\/\/ [A-Z“"].*[.:?]$/)
    expect(lines.length).toBeLessThanOrEqual(250)
  })
})
