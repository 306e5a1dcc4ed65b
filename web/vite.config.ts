// Builds the dashboard: web/ in, web/dist out, the Worker behind /api while developing.
import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const worker = 'http://127.0.0.1:8787'
const root = fileURLToPath(new URL('.', import.meta.url))

/**
 * The content security policy forbids style elements made at run time. sonner makes one when it is loaded, so its call
 * is cut out here and the same rules come from our own stylesheet (styles/overlays.css).
 */
function withoutRuntimeStyles(): Plugin {
  return {
    name: 'tallystick:without-runtime-styles',
    transform(code, id) {
      if (!/\/sonner\/dist\/.*\.mjs/.test(id)) return null
      const cut = code.replace(/^__insertCSS\(.*\);$/m, '')
      if (cut === code) this.error('sonner no longer inserts its styles the way we cut them out')
      return { code: cut, map: null }
    },
  }
}

export default defineConfig({
  root,
  plugins: [react(), tailwindcss(), withoutRuntimeStyles()],
  resolve: {
    alias: {
      // The scroll lock of Radix writes a style element too; ours sets a class (see the file).
      'react-remove-scroll': fileURLToPath(new URL('./src/ui/scroll-lock.tsx', import.meta.url)),
    },
  },
  optimizeDeps: { exclude: ['sonner'] },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, sourcemap: true },
  server: {
    proxy: Object.fromEntries(['/api', '/mcp', '/oauth', '/e/', '/.well-known'].map((path) => [path, worker])),
  },
})
