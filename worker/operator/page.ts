// The operator's page as HTML: no script, no foreign host, one style sheet allowed by its hash. Numbers, ages and ids only.
import { html, raw } from 'hono/html'
import { type LetterView, QUEUES } from './letters.ts'
import { PATHS } from './paths.ts'
import type { Health, Part, RegionHealth } from './shape.ts'

/** What hono/html makes; it escapes everything that is put in. */
type Html = ReturnType<typeof html>

const STYLE = `
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
h1{margin-bottom:0}h2{margin-top:2.5rem;border-bottom:1px solid #8886}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .75rem .3rem 0;border-bottom:1px solid #8883}
.wide{overflow-x:auto}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
code{font:13px/1.45 ui-monospace,monospace;overflow-wrap:anywhere}
form{display:inline-flex;gap:.4rem;flex-wrap:wrap;align-items:center;margin:.1rem .5rem .1rem 0}
input,button{font:inherit;padding:.25rem .6rem;min-height:1.75rem}
.alarm{border-left:4px solid #c22;padding-left:.75rem}.look{border-left:4px solid #c80;padding-left:.75rem}
.quiet{opacity:.75}`

/** The header of every page of ours. Forms may go to this origin, for that is how letters are decided about. */
export async function pagePolicy(): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(STYLE))
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)))
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`
}

function frame(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${raw(STYLE)}</style></head><body><main>${body}</main></body></html>`
}

/** For whoever has no pass. `said` tells what was wrong with the last try. */
export function signInPage(said: string | null): Html {
  return frame(
    'Tallystick operator',
    html`<h1>Operator</h1>
<p>Health of this installation and its dead letters, for whoever runs it. The token is the secret <code>OPERATOR_TOKEN</code>; a sign-in lasts an hour in this browser.</p>
${said === null ? '' : html`<p class="alarm" role="alert">${said}</p>`}
<form method="post" action="${PATHS.signIn}"><label>Token <input type="password" name="token" autocomplete="current-password" required maxlength="200"></label>
<button>Sign in</button></form>`,
  )
}

/** A span of time in its largest whole unit: `3 min`, `5 h`, `2 days`. */
export function age(since: string | null, now: string): string {
  if (since === null) return '–'
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(since)) / 60_000))
  if (minutes < 120) return `${minutes} min`
  return minutes < 2880 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} days`
}

/** Everything on one page. `said` = what the last action did. */
export function healthPage(health: Health, letters: readonly LetterView[], said: string | null): Html {
  return frame(
    'Tallystick operator',
    html`<h1>Operator</h1>
<p class="quiet">As of ${health.at}. <a href="${PATHS.page}">Read again</a> · as JSON: <code>${PATHS.health}</code> with the header <code>x-operator-token</code>
<form method="post" action="${PATHS.signOut}"><button>Sign out</button></form></p>
${said === null ? '' : html`<p class="look" role="status">${said}</p>`}
<h2>What wants your eyes</h2>
${health.concerns.length === 0 ? html`<p>Nothing: all that is looked at here is as it should be.</p>` : ''}
${health.concerns.map(
  ({ level, place, words, section }) =>
    html`<p class="${level}"><b>${level === 'alarm' ? 'Alarm' : 'Look'}, ${place}:</b> ${words} <span class="quiet">docs/operations.md, “${section}”</span></p>`,
)}
${versionsBlock(health)}
${(['us', 'eu'] as const).map((region) => regionBlock(region, health))}
${anchorsBlock(health)}
${lettersBlock(letters, health.at)}`,
  )
}

const unread = (part: { error: string }): Html => html`<p class="alarm">It cannot be read: ${part.error}.</p>`

function versionsBlock({ build, control, regions }: Health): Html {
  const rows: [string, Part<{ migrations: RegionHealth['migrations'] }>][] = [
    ['control', control],
    ['tenants us', regions.us],
    ['tenants eu', regions.eu],
  ]
  return html`<h2>Versions</h2>
<p>Build <code>${build.version}</code>${build.commit === null ? '' : html`, commit <code>${build.commit}</code>`}${build.deployed_at === null ? '' : html`, deployed ${build.deployed_at}`}</p>
<div class="wide"><table><thead><tr><th>Database</th><th class="n">Migrations</th><th>Newest</th><th>Applied</th></tr></thead><tbody>
${rows.map(([name, part]) => {
  const found = part.ok ? part.value.migrations : null
  return html`<tr><td>${name}</td><td class="n">${found?.count ?? '–'}</td><td><code>${found?.newest ?? '–'}</code></td><td>${found?.at ?? '–'}</td></tr>`
})}</tbody></table></div>
${control.ok ? html`<p>Acts on their way to a ledger: ${control.value.acts.waiting}.</p>` : unread(control)}`
}

function regionBlock(region: 'us' | 'eu', { regions, control, at }: Health): Html {
  const part = regions[region]
  const counted = control.ok ? control.value.tenants.find((row) => row.region === region) : undefined
  const title = html`<h2>Region ${region}</h2>`
  if (!part.ok) return html`${title}${unread(part)}`
  const {
    streams,
    due,
    late_seconds: late,
    work,
    behind,
    tenantsBehind,
    projections,
    differs,
    tenantsDiffer,
    checks,
  } = part.value
  return html`${title}
<p>${counted?.tenants ?? 0} tenants, ${counted?.erased ?? 0} of them erased. Streams: ${streams.length === 0 ? 'none' : streams.map((row) => `${row.streams} ${row.state}`).join(', ')}.
${due.streams} due now${late === null ? '' : `, the oldest for ${Math.floor(late / 60)} min`}.</p>
<div class="wide"><table><thead><tr><th>Under way</th><th class="n">Pieces</th><th>Oldest</th></tr></thead><tbody>
${work.map((row) => html`<tr><td>${row.kind}</td><td class="n">${row.waiting}</td><td>${age(row.oldest, at)}</td></tr>`)}</tbody></table></div>
<p>Projections: ${tenantsBehind} of ${projections} behind. Self-checks: ${tenantsDiffer} of ${checks} differ.</p>
${listOf(behind.map((row) => html`<code>${row.tenant}</code> lacks ${row.behind} records, last written ${age(row.at, at)} ago`))}
${listOf(differs.map((row) => html`<code>${row.tenant}</code> differs, checked ${age(row.at, at)} ago`))}`
}

const listOf = (items: readonly Html[]): Html | '' =>
  items.length === 0 ? '' : html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`

function anchorsBlock({ anchors, at }: Health): Html {
  const title = html`<h2>Root log and anchors</h2>`
  if (!anchors.ok) return html`${title}${unread(anchors)}`
  const {
    anchoring,
    published,
    last_cut: last,
    attested,
    waiting,
    oldest_waiting_hours: hours,
    warnings,
  } = anchors.value
  return html`${title}
<p>${published} leaves published. ${last === null ? 'No cut yet.' : `Last cut: size ${last.size}, ${age(last.at, at)} ago, ${last.anchor ?? 'not anchored yet'}.`}
${attested === null ? 'No block attests a cut yet.' : `A block attests the cut of size ${attested}.`}
${waiting} cuts wait for a block${hours === null ? '' : `, the oldest for ${hours} h; alarm at 48 h`}. Anchoring is ${anchoring}.</p>
${listOf(warnings.map((row) => html`<code>${row.alert}</code> about the cut of size ${row.size}, ${age(row.at, at)} ago`))}`
}

function lettersBlock(letters: readonly LetterView[], now: string): Html {
  if (letters.length === 0) return html`<h2>Dead letters</h2><p>None: no message has failed as often as it may.</p>`
  return html`<h2>Dead letters</h2>
<p>Messages that failed as often as they may, the newest 200 of each region. Sending one twice is harmless.</p>
<p>${QUEUES.map((queue) => html`<form method="post" action="${PATHS.act}"><input type="hidden" name="act" value="replay_queue"><input type="hidden" name="queue" value="${queue}"><button>Replay all of ${queue}</button></form>`)}</p>
<div class="wide"><table><thead><tr><th>Kind</th><th>Queue</th><th>Age</th><th>Message</th><th>What to do</th></tr></thead><tbody>
${letters.map(
  (letter) => html`<tr><td>${letter.kind}</td><td>${letter.queue}, ${letter.region}</td><td>${age(letter.at, now)}</td>
<td><code>${letter.body === null ? 'not one of ours' : JSON.stringify(letter.body)}</code></td><td>${actions(letter, now)}</td></tr>`,
)}
</tbody></table></div>`
}

function actions(letter: LetterView, now: string): Html {
  const { state, region, id, replayable, decided_at: decided, reason } = letter
  if (state !== 'waiting') return html`${state} ${age(decided, now)} ago${reason === null ? '' : html`: ${reason}`}`
  const which = html`<input type="hidden" name="region" value="${region}"><input type="hidden" name="id" value="${id}">`
  return html`${replayable ? html`<form method="post" action="${PATHS.act}"><input type="hidden" name="act" value="replay">${which}<button>Replay</button></form>` : ''}
<form method="post" action="${PATHS.act}"><input type="hidden" name="act" value="discard">${which}<label>Reason <input name="reason" required maxlength="200" size="16"></label> <button>Discard</button></form>`
}
