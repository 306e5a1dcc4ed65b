// The statement of one team on paper: what it is charged for a month, for what, by which method, and where the ledger has it.
import { drawFact, drawSection, drawTitle } from '../export/documents/cover.ts'
import { finish, newDocument } from '../export/documents/finish.ts'
import { type Flow, startFlow } from '../export/documents/flow.ts'
import { openFontBook } from '../export/documents/font-book.ts'
import { shownTime } from '../export/documents/instants.ts'
import { SMALL, SMALL_INK, SMALL_STRONG, type Style, TEXT_WIDTH } from '../export/documents/look.ts'
import { bind, sheetsOf } from '../export/documents/paper.ts'
import type { Typesetting } from '../export/documents/pdf.ts'
import { subsetter } from '../export/documents/subset.ts'
import { OWN_SIGNS } from '../export/documents/texts.ts'

/** Amounts in nanodollars. `generatedAt` ISO 8601; the same facts give the same bytes. */
export type TeamStatementFacts = {
  organization: string
  tenant: string
  team: string
  costCenter: string | null
  /** In words: `October 2026`, or the days. */
  period: string
  from: string
  to: string
  generatedAt: string
  /** One sentence on how firm the figures are. */
  state: string
  /** Records of the ledger that the figures rest on. */
  size: number
  frozen: { record: number; sha256: string; at: string } | null
  lines: readonly { vendor: string; workspace: string; model: string | null; by: string; nano: bigint }[]
  shared: readonly { vendor: string; nano: bigint }[]
  direct: bigint
  total: bigint
  /** Sum of the whole organization's bill. */
  bill: bigint
  method: readonly string[]
}

const NANO_A_CENT = 10_000_000n

/** Dollars to the cent, halves away from zero: `-$1,234.50`. */
export function inDollars(nano: bigint): string {
  const size = nano < 0n ? -nano : nano
  const cents = (size + NANO_A_CENT / 2n) / NANO_A_CENT
  const whole = String(cents / 100n).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${nano < 0n && cents > 0n ? '-' : ''}$${whole}.${String(cents % 100n).padStart(2, '0')}`
}

/** Every digit: `$0.000000001`. */
export function exactDollars(nano: bigint): string {
  const digits = String(nano < 0n ? -nano : nano).padStart(10, '0')
  return `${nano < 0n ? '-' : ''}$${digits.slice(0, -9)}.${digits.slice(-9)}`
}

const COLUMNS = { vendor: 0, workspace: 72, model: 206, by: 336, amount: 398 }

function drawLine(flow: Flow, [vendor, workspace, model, by, amount]: readonly string[], style: Style): void {
  const at = (x: number, next: number, text: string | undefined) => ({
    text: text ?? '',
    style,
    x,
    width: next - x - 8,
  })
  flow.row([
    at(COLUMNS.vendor, COLUMNS.workspace, vendor),
    at(COLUMNS.workspace, COLUMNS.model, workspace),
    at(COLUMNS.model, COLUMNS.by, model),
    at(COLUMNS.by, COLUMNS.amount, by),
    { text: amount ?? '', style, x: COLUMNS.amount, width: TEXT_WIDTH - COLUMNS.amount, align: 'right' },
  ])
  flow.space(2)
}

function drawStatement(flow: Flow, facts: TeamStatementFacts): void {
  const { frozen, lines, shared } = facts
  drawTitle(flow, facts.organization, `AI cost statement: ${facts.team}`)
  drawFact(flow, 'Period', `${facts.period} (${facts.from} to ${facts.to}, UTC)`)
  drawFact(flow, 'Team', facts.team)
  drawFact(flow, 'Cost centre', facts.costCenter ?? 'none is set')
  drawFact(flow, 'State', facts.state)
  if (frozen !== null) {
    drawFact(flow, 'Record', `seq ${frozen.record}, ${shownTime(frozen.at)}`)
    drawFact(flow, 'Statement', `SHA-256 ${frozen.sha256}`, true)
  }
  drawFact(flow, 'Rests on', `${facts.size} records of ledger ${facts.tenant}`, true)
  drawFact(flow, 'Made', shownTime(facts.generatedAt))

  drawSection(flow, 'Charges')
  drawLine(flow, ['Vendor', 'Workspace', 'Model', 'Rule', 'Allocated'], SMALL_STRONG)
  flow.rule()
  flow.space(3)
  for (const { vendor, workspace, model, by, nano } of lines)
    drawLine(flow, [vendor, workspace, model ?? 'all', by, inDollars(nano)], SMALL_INK)
  drawLine(flow, ['Direct', '', '', '', inDollars(facts.direct)], SMALL_STRONG)
  for (const { vendor, nano } of shared)
    drawLine(flow, [vendor, 'Part of the shared pool', '', '', inDollars(nano)], SMALL_INK)
  flow.rule()
  flow.space(3)
  drawLine(flow, ['Total', '', '', '', inDollars(facts.total)], SMALL_STRONG)
  drawFact(flow, 'To the last digit', exactDollars(facts.total))
  drawFact(flow, 'Of the whole bill', exactDollars(facts.bill))
  flow.text('Lines are shown to the cent. The CSV file of this statement has every digit.', SMALL)

  drawSection(flow, 'How the amounts came about')
  for (const sentence of facts.method) flow.text(sentence, SMALL_INK)
}

const textsOf = ({
  organization,
  team,
  costCenter,
  state,
  method,
  lines,
  shared,
  period,
}: TeamStatementFacts): string[] => [
  OWN_SIGNS,
  ...[organization, team, costCenter ?? '', state, period, ...method, ...shared.map(({ vendor }) => vendor)],
  ...lines.flatMap(({ vendor, workspace, model, by }) => [vendor, workspace, model ?? '', by]),
]

/** The statement as PDF/A-3b. */
export async function makeTeamStatement(
  facts: TeamStatementFacts,
  { fonts, modules }: Typesetting,
): Promise<Uint8Array> {
  const book = await openFontBook(fonts, modules.shape)
  await book.prepare(textsOf(facts))
  const document = await newDocument()
  const sheets = sheetsOf(document)
  const flow = startFlow(book, sheets)
  drawStatement(flow, facts)
  flow.turn()
  const foot = (index: number, pages: number) => ({
    legend: `${facts.team}, ${facts.period}`,
    count: `page ${index + 1} of ${pages}`,
    stamp: facts.frozen === null ? 'provisional' : `record ${facts.frozen.record}`,
  })
  bind(document, sheets, { book, subset: subsetter(modules.subset), foot })
  return finish(document, {
    id: `${facts.tenant} ${facts.from} ${facts.team}`,
    title: `AI cost statement: ${facts.team}, ${facts.period}`,
    author: facts.organization,
    subject: facts.frozen === null ? 'Provisional' : `Record ${facts.frozen.record}`,
    lang: 'en',
    at: facts.generatedAt,
    attachments: [],
  })
}
