// /api/docs: the OpenAPI document as one readable page. No script and no foreign host, so that a strict policy holds.
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { AppEnv } from './context.ts'

type Operation = {
  summary?: string
  description?: string
  tags?: string[]
  requestBody?: unknown
  parameters?: unknown[]
}
type Document = { info: { title: string; description?: string }; paths?: Record<string, object> }

const STYLE = `
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h2{margin-top:2.5rem;text-transform:capitalize}
code,pre{font:13px/1.45 ui-monospace,monospace}
details{border-top:1px solid #8884;padding:.5rem 0}
summary{cursor:pointer}summary code{margin-right:.75rem}summary b{text-transform:uppercase;display:inline-block;width:4.5rem}
pre{overflow:auto;background:#8881;padding:.75rem;border-radius:4px}`

/** Answers the page with a policy that allows exactly its own style sheet, by hash. */
export async function docsPage(c: Context<AppEnv>, document: Document): Promise<Response> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(STYLE))
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)))
  c.header(
    'content-security-policy',
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  )
  const groups = Map.groupBy(operations(document), ({ operation }) => operation.tags?.[0] ?? 'other')
  return c.html(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${document.info.title}</title><style>${raw(STYLE)}</style></head>
<body><h1>${document.info.title}</h1><p>${document.info.description}</p>
<p>Machine-readable: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
${[...groups].map(([tag, list]) => html`<h2>${tag}</h2>${list.map(operationBlock)}`)}
</body></html>`)
}

type Listed = { method: string; path: string; operation: Operation }

function operations(document: Document): Listed[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    // Our routes say nothing at the level of a path, so every entry is a method with its operation.
    Object.entries(item).map(([method, operation]) => ({ method, path, operation: operation as Operation })),
  )
}

function operationBlock({ method, path, operation }: Listed) {
  const { parameters, requestBody } = operation
  const takes = JSON.stringify({ parameters, requestBody }, null, 2)
  const answers = JSON.stringify('responses' in operation ? operation.responses : {}, null, 2)
  return html`<details><summary><b>${method}</b><code>${path}</code>${operation.summary}</summary>
<p>${operation.description}</p>${takes === '{}' ? '' : html`<h3>Takes</h3><pre>${takes}</pre>`}
<h3>Answers</h3><pre>${answers}</pre></details>`
}
