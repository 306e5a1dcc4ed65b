// Lays the fonts of the documents where the Worker finds them as static assets: `.fonts/<family>/…`, from the packages that npm installed.
// What is there already stays untouched, because a Worker may be running on it.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { FAMILIES } from '../worker/export/documents/families.ts'

const require = createRequire(import.meta.url)
const target = join(import.meta.dirname, '../.fonts')
const making = `${target}-${process.pid}`
const STAMP = 'versions.json'

const packageOf = (name: string, variable: boolean): string =>
  require.resolve(`@fontsource${variable ? '-variable' : ''}/${name}/package.json`)

const versions = JSON.stringify(
  FAMILIES.map(({ name, variable }) => [name, JSON.parse(readFileSync(packageOf(name, variable), 'utf8')).version]),
)
const laid = existsSync(join(target, STAMP)) ? readFileSync(join(target, STAMP), 'utf8') : ''
if (laid !== versions) {
  for (const { name, variable } of FAMILIES) {
    const from = dirname(packageOf(name, variable))
    const to = join(making, name)
    mkdirSync(join(to, 'files'), { recursive: true })
    cpSync(join(from, 'unicode.json'), join(to, 'unicode.json'))
    // Upright ones only: no document has italics.
    const files = readdirSync(join(from, 'files')).filter((file) => file.endsWith('-normal.woff2'))
    for (const file of files) {
      if (!variable || file.includes('-wght-')) cpSync(join(from, 'files', file), join(to, 'files', file))
    }
  }
  writeFileSync(join(making, STAMP), versions)
  rmSync(target, { recursive: true, force: true })
  renameSync(making, target)
}
