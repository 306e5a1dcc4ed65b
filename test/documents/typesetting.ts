// Fonts and shaping for the tests: read from node_modules, where the Worker has its assets.
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { FAMILIES } from '../../worker/export/documents/families.ts'
import type { Typesetting } from '../../worker/export/documents/pdf.ts'

const require = createRequire(import.meta.url)
const variable = new Set(FAMILIES.filter((family) => family.variable).map(({ name }) => name))

const folderOf = (family: string): string =>
  dirname(require.resolve(`@fontsource${variable.has(family) ? '-variable' : ''}/${family}/package.json`))

/** The Worker's types know no constructor: there, modules are imported. Node has it. */
const compiled = (name: string): WebAssembly.Module =>
  Reflect.construct(WebAssembly.Module, [readFileSync(require.resolve(`harfbuzzjs/dist/${name}.wasm`))])

export const typesetting: Typesetting = {
  fonts: async (family, file) => new Uint8Array(await readFile(join(folderOf(family), file))),
  modules: { shape: compiled('harfbuzz'), subset: compiled('harfbuzz-subset') },
}
