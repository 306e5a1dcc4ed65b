// Lays the fonts of the documents where the Worker finds them as static assets: `.fonts/<family>/…`, from the packages that npm installed.
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { FAMILIES } from '../worker/export/documents/families.ts'

const require = createRequire(import.meta.url)
const target = join(import.meta.dirname, '../.fonts')

rmSync(target, { recursive: true, force: true })
for (const { name, variable } of FAMILIES) {
  const from = dirname(require.resolve(`@fontsource${variable ? '-variable' : ''}/${name}/package.json`))
  const to = join(target, name)
  mkdirSync(join(to, 'files'), { recursive: true })
  cpSync(join(from, 'unicode.json'), join(to, 'unicode.json'))
  // Upright ones only: no document has italics.
  for (const file of readdirSync(join(from, 'files'))) {
    if (!file.endsWith('-normal.woff2')) continue
    if (variable && !file.includes('-wght-')) continue
    cpSync(join(from, 'files', file), join(to, 'files', file))
  }
}
