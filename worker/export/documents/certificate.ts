// The erasure certificate: that something existed, that it was destroyed, and that the ledger holds before and after.
import { drawCheckpoint, drawFact, drawSection, drawTitle, drawVerify } from './cover.ts'
import { finish, newDocument } from './finish.ts'
import { type Flow, startFlow } from './flow.ts'
import { openFontBook } from './font-book.ts'
import type { DocumentFile, Refusal, StatementFacts } from './input.ts'
import { areTimes, shownTime } from './instants.ts'
import { SMALL, SMALL_INK } from './look.ts'
import { bind, sheetsOf } from './paper.ts'
import type { Typesetting } from './pdf.ts'
import { subsetter } from './subset.ts'
import { OWN_SIGNS } from './texts.ts'

/** A record of the ledger that the certificate names: 64 hex digits of its leaf hash. */
export type NamedRecord = { seq: number; leaf: string; at: string }

/** A signed tree head as the certificate repeats it. */
export type NamedCheckpoint = Pick<StatementFacts, 'origin' | 'size' | 'root' | 'vkey' | 'anchor'>

export type ErasureFacts = {
  id: string
  organization: string
  tenant: string
  lang: string
  generatedAt: string
  existed: {
    records: number
    /** Inclusive ranges of positions, ascending. */
    ranges: readonly { first: number; last: number }[]
    firstAt: string
    lastAt: string
    /** SHA-256 over the leaf hashes in ascending order, 64 hex digits. */
    leavesDigest: string
  }
  /** Written before anything was destroyed, and after. */
  intent: NamedRecord
  result: NamedRecord
  /** Subjects or words, as they may be disclosed. */
  requestedBy: string
  approvedBy: readonly string[]
  /** The closed code, and what it says. */
  reason: { code: string; words: string }
  destroyed: { keys: number; blobs: number; envelopes: number }
  /** What was looked at after the destruction, and what was found. */
  checks: readonly { what: string; found: string; passed: boolean }[]
  before: NamedCheckpoint
  after: NamedCheckpoint
  /** In words: how the later checkpoint was proved to contain the earlier one. */
  consistency: string
  /** In words: how long copies can outlive the destruction in the platform's own history. */
  windows: readonly string[]
  attachments: readonly DocumentFile[]
}

/** Ranges that are written out; more are counted and found in the bundle. */
const RANGES_SHOWN = 40

function drawCertificate(flow: Flow, facts: ErasureFacts): void {
  const { existed, intent, result, destroyed } = facts
  drawTitle(flow, facts.organization, 'Certificate of erasure')
  drawFact(flow, 'Tenant', facts.tenant, true)
  drawFact(flow, 'Certificate', facts.id, true)
  drawFact(flow, 'Made', shownTime(facts.generatedAt))
  drawFact(flow, 'Reason', `${facts.reason.words} (${facts.reason.code})`)
  drawFact(flow, 'Requested by', facts.requestedBy)
  drawFact(flow, 'Approved by', facts.approvedBy.length === 0 ? 'nobody besides' : facts.approvedBy.join(', '))

  drawSection(flow, 'It existed')
  drawFact(flow, 'Records', String(existed.records))
  const shown = existed.ranges
    .slice(0, RANGES_SHOWN)
    .map(({ first, last }) => (first === last ? `${first}` : `${first}\u2013${last}`))
  const more = existed.ranges.length - shown.length
  drawFact(flow, 'Positions', shown.join(', ') + (more > 0 ? ` and ${more} more ranges, in the bundle` : ''))
  drawFact(flow, 'From', shownTime(existed.firstAt))
  drawFact(flow, 'To', shownTime(existed.lastAt))
  drawFact(flow, 'Leaf hashes', `SHA-256 ${existed.leavesDigest}`, true)
  flow.text('These records stand in the ledger still, and their hashes with them.', SMALL_INK)

  drawSection(flow, 'It was destroyed')
  drawFact(flow, 'Keys', String(destroyed.keys))
  drawFact(flow, 'Content objects', String(destroyed.blobs))
  drawFact(flow, 'Sealed fields', String(destroyed.envelopes))
  for (const [label, { seq, leaf, at }] of [
    ['Intent record', intent],
    ['Result record', result],
  ] as const) {
    drawFact(flow, label, `seq ${seq}, ${shownTime(at)}`)
    drawFact(flow, '', `leaf ${leaf}`, true)
  }
  for (const { what, found, passed } of facts.checks)
    drawFact(flow, passed ? 'Checked' : 'NOT PASSED', `${what}: ${found}`)

  // A certificate says no more than its checks found.
  const proven = facts.checks.length > 0 && facts.checks.every(({ passed }) => passed)
  flow.text(
    proven
      ? 'Every check passed: what these records sealed can no longer be opened with anything that we hold.'
      : 'Not every check passed: this does not certify that nothing of it can be opened any more.',
    SMALL_INK,
  )

  drawSection(flow, 'The ledger before')
  drawCheckpoint(flow, facts.before)
  drawSection(flow, 'The ledger after')
  drawCheckpoint(flow, facts.after)
  drawFact(flow, 'Consistency', facts.consistency)

  drawSection(flow, 'Check it yourself')
  drawVerify(flow, facts.attachments[0]?.name)
  drawSection(flow, 'What this does not say')
  for (const words of facts.windows) flow.text(words, SMALL)
  flow.text('Copies that a vendor, a backup of somebody else or a person kept are outside this ledger.', SMALL)
}

const textsOf = (facts: ErasureFacts): string[] => [
  OWN_SIGNS,
  ...[
    facts.id,
    facts.organization,
    facts.tenant,
    facts.requestedBy,
    facts.reason.words,
    facts.reason.code,
    facts.consistency,
  ],
  ...[...facts.approvedBy, ...facts.windows, ...facts.checks.flatMap(({ what, found }) => [what, found])],
  ...[facts.before, facts.after].flatMap(({ origin, vkey, anchor }) => [origin, vkey, anchor?.words ?? '']),
]

/** The certificate as PDF/A-3b. Refused: a time that is none. */
export async function makeCertificate(
  facts: ErasureFacts,
  { fonts, modules }: Typesetting,
): Promise<{ ok: true; bytes: Uint8Array; pages: number } | Refusal> {
  const anchors = [facts.before.anchor?.time, facts.after.anchor?.time].filter((time) => time !== undefined)
  const times = [
    facts.generatedAt,
    facts.existed.firstAt,
    facts.existed.lastAt,
    facts.intent.at,
    facts.result.at,
    ...anchors,
  ]
  if (!areTimes(times)) return { ok: false, code: 'time_invalid' }
  const book = await openFontBook(fonts, modules.shape)
  await book.prepare(textsOf(facts))
  const document = await newDocument()
  const sheets = sheetsOf(document)
  const flow = startFlow(book, sheets)
  drawCertificate(flow, facts)
  flow.turn()
  const foot = (index: number, pages: number) => ({
    legend: 'Certificate of erasure',
    count: `page ${index + 1} of ${pages}`,
    stamp: `record ${facts.result.seq}`,
  })
  bind(document, sheets, { book, subset: subsetter(modules.subset), foot })
  const bytes = await finish(document, {
    id: facts.id,
    title: 'Certificate of erasure',
    author: facts.organization,
    subject: `Erasure record ${facts.result.seq}`,
    lang: facts.lang,
    at: facts.generatedAt,
    attachments: facts.attachments,
  })
  return { ok: true, bytes, pages: flow.pages() }
}
