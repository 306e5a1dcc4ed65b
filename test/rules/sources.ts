// The Worker's source as the rule tests see it: every file with its text and what it imports.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export type Source = {
  /** Relative to worker/, e.g. `tenant/append.ts`. */
  path: string
  /** First folder, or `.` for files that lie directly in worker/. */
  folder: string
  text: string
  /** Our own files that it imports, relative to worker/. */
  own: string[]
  /** Packages and platform modules that it imports. */
  outside: string[]
}

const worker = resolve(dirname(fileURLToPath(import.meta.url)), '../../worker')
const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'/g

export function readSources(): Source[] {
  const files = readdirSync(worker, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  return files.map((file) => {
    const text = readFileSync(join(worker, file), 'utf8')
    const named = [...text.matchAll(IMPORT)].flatMap((match) => match[1] ?? [])
    const own = named
      .filter((name) => name.startsWith('.'))
      .map((name) => relative(worker, normalize(join(worker, dirname(file), name))))
    const folder = file.includes('/') ? file.slice(0, file.indexOf('/')) : '.'
    return { path: file, folder, text, own, outside: named.filter((name) => !name.startsWith('.')) }
  })
}

export const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '.')

/** Source without comments: rules are about code, and comments name what code may not. */
export const codeOf = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
