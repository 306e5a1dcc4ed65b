// The inbox as a small page for people: plain text with links that can be clicked, so that a first sign-in needs no e-mail.
import type { Message } from './mailbox.ts'

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function asHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character)
}

/** Text with every http link made clickable. Only http and https, so that no message can run a script. */
function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((part, index) => (index % 2 === 1 ? `<a href="${asHtml(part)}">${asHtml(part)}</a>` : asHtml(part)))
    .join('')
}

function article(message: Message): string {
  const body = message.text === '' ? message.html.replace(/<[^>]*>/g, ' ') : message.text
  return `<article><h2>${asHtml(message.subject)}</h2>
<p class="meta">to ${asHtml(message.to.join(', '))} · <time>${asHtml(message.at)}</time></p>
<pre>${linked(body)}</pre>${message.attachments.map(attached).join('')}</article>`
}

/** A file to save, carried in the page itself. */
function attached({ filename, type, content }: Message['attachments'][number]): string {
  const data = `data:${type};base64,${Buffer.from(content).toString('base64')}`
  return `<p><a href="${asHtml(data)}" download="${asHtml(filename)}">${asHtml(filename)}</a></p>`
}

/** A whole HTML document, newest message first. */
export function inboxPage(messages: readonly Message[]): string {
  const list =
    messages.length === 0 ? '<p>No messages yet. Reload after you asked for one.</p>' : messages.map(article).join('\n')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Mailbox (${messages.length})</title><style>
body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}
article{border-top:1px solid #8886;padding:1rem 0}h1{font-size:1.3rem}h2{font-size:1.05rem;margin:0}
.meta{margin:0;opacity:.7;font-size:.875rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
</style></head><body><h1>Mailbox of the local simulator</h1>
${list}
</body></html>`
}
