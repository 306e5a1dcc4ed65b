// The first page of a production: what it is, whose, over what range, and why it can be believed.
import { hex } from '../../ledger/bytes.ts'
import { sha256 } from '../../ledger/hash.ts'
import { batesNumber } from './bates.ts'
import type { Flow } from './flow.ts'
import type { Production, StatementFacts } from './input.ts'
import { shownTime } from './instants.ts'
import {
  ACCENT,
  BODY,
  CODE,
  HEADING,
  INK_2,
  LINE_INK,
  MARGIN,
  SMALL,
  SMALL_INK,
  SMALL_STRONG,
  TEXT_WIDTH,
  TITLE,
} from './look.ts'
import { fill } from './operators.ts'

const LABEL_WIDTH = 118

export function drawFact(flow: Flow, label: string, value: string, code = false): void {
  flow.row([
    { text: label, style: SMALL_STRONG, x: 0, width: LABEL_WIDTH },
    { text: value, style: code ? CODE : SMALL_INK, x: LABEL_WIDTH + 6, width: TEXT_WIDTH - LABEL_WIDTH - 6 },
  ])
  flow.space(2)
}

export function drawSection(flow: Flow, title: string): void {
  flow.space(12)
  flow.need(70)
  flow.rule(LINE_INK, 0.8)
  flow.space(6)
  flow.text(title, HEADING)
  flow.space(3)
}

/** The two halves of the stick, and the title beside them. */
export function drawTitle(flow: Flow, organization: string, title: string): void {
  flow.mark(0, (top) => [
    fill(MARGIN.left - 16, top - 62, 4, 62, INK_2),
    fill(MARGIN.left - 10, top - 62, 4, 62, ACCENT),
  ])
  flow.text(organization, BODY)
  flow.space(4)
  flow.text(title, TITLE)
  flow.space(16)
}

/** What stands in the ledger at the time of the document, in the same words everywhere. */
export function drawCheckpoint(
  flow: Flow,
  { origin, size, root, vkey, anchor }: Pick<StatementFacts, 'origin' | 'size' | 'root' | 'vkey' | 'anchor'>,
): void {
  drawFact(flow, 'Ledger', origin, true)
  drawFact(flow, 'Checkpoint', `${size} records`, true)
  drawFact(flow, 'Root hash', root, true)
  drawFact(flow, 'Key', vkey, true)
  if (anchor === undefined) drawFact(flow, 'Anchor', 'Pending: no outside proof is complete yet.')
  else {
    const where = [
      anchor.block === undefined ? '' : `Bitcoin block ${anchor.block}`,
      anchor.time === undefined ? '' : shownTime(anchor.time),
    ]
    drawFact(flow, 'Anchor', [anchor.words, ...where].filter((part) => part !== '').join('  \u00b7  '))
  }
}

/** What an auditor does, as VERIFY.md of the bundle has it: the bundle stays packed, the keys come by another way. */
export function drawVerify(flow: Flow, bundle: string | undefined): void {
  const where =
    bundle === undefined
      ? 'The evidence bundle comes beside this file.'
      : 'The evidence bundle is attached to this file.'
  flow.text(
    `${where} Save it and do not unpack it. Then, offline, with Python 3 and verify.py from a place that you trust:`,
    SMALL_INK,
  )
  flow.space(2)
  flow.text(`python3 verify.py ${bundle ?? 'BUNDLE'} --pin VKEY --pin VKEY --pin VKEY`, CODE, { indent: 12 })
  flow.space(2)
  flow.text('VKEY: the keys of the export, the ledger and the root log, got by another way than this file.', SMALL_INK)
  flow.text(
    'Exit 0: proven. 1: something is false. 2: something could not be decided, and the report says what.',
    SMALL_INK,
  )
  flow.space(4)
}

/** `pages`: of the whole document, from which the last Bates number follows. */
export function drawCover(flow: Flow, production: Production, pages: number): void {
  const { statement, prefix, first, attachments, masked } = production
  const { counts } = statement
  drawTitle(flow, production.organization, production.title)
  drawFact(flow, 'Scope', statement.filter)
  drawFact(
    flow,
    'Pages',
    `${batesNumber(prefix, first)} \u2013 ${batesNumber(prefix, first + pages - 1)}  (${pages})`,
    true,
  )
  drawFact(flow, 'Content', `chats: ${counts.chats}, messages: ${counts.messages}, erased: ${counts.erased}`)
  drawFact(flow, 'Transcripts', masked ? `masked; messages with placeholders: ${counts.masked}` : 'in full')
  drawFact(flow, 'Confidentiality', production.legend)
  drawFact(flow, 'Requested by', statement.requestedBy)
  drawFact(flow, 'Made', shownTime(statement.generatedAt))
  drawFact(flow, 'Tenant', production.tenant, true)

  drawSection(flow, 'Integrity')
  for (const sentence of statement.checked) flow.text(sentence, SMALL_INK)
  flow.space(4)
  drawCheckpoint(flow, statement)

  drawSection(flow, 'Check it yourself')
  drawVerify(flow, attachments[0]?.name)
  for (const { name, bytes, description } of attachments) {
    drawFact(flow, name, `${description}, ${bytes.length} bytes`)
    drawFact(flow, '', `SHA-256 ${hex(sha256(bytes))}`, true)
  }
  if (masked)
    flow.text('Masking is by rules, and rules miss things: treat masked text as less sensitive, not as safe.', SMALL)
}
