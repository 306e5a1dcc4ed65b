// Fonts and shaping inside the Worker: font files are its static assets, HarfBuzz is compiled when it is deployed.
import shape from 'harfbuzzjs/dist/harfbuzz.wasm'
import subset from 'harfbuzzjs/dist/harfbuzz-subset.wasm'
import type { Typesetting } from './pdf.ts'

/** Throws where a font file is missing: an installation without its fonts is a bug. */
export function workerTypesetting(assets: Fetcher): Typesetting {
  return {
    async fonts(family, file) {
      // The host is of no account: a binding asks for the path alone.
      const answer = await assets.fetch(`https://fonts.invalid/${family}/${file}`)
      if (!answer.ok) throw new Error(`the font ${family}/${file} is not among the assets (${answer.status})`)
      return new Uint8Array(await answer.arrayBuffer())
    },
    modules: { shape, subset },
  }
}
