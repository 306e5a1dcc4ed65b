// Which models took over, in words: the move between vendors, or that there was none.
import type { MixAnswer } from '../../../worker/http/schemas/insights.ts'
import { count, percent } from '../format.ts'
import { day } from '../time.ts'
import { type VendorId, vendorNames } from '../ui/vendors.ts'
import { scopeKind, scopeName } from './scope-words.ts'
import type { Words } from './text.ts'

/** `From OpenAI to Anthropic: 10 points.` and what made most of it. */
export function shiftWords({ shift, models }: MixAnswer): Words {
  if (shift === null) {
    const vendors = new Set(models.map(({ vendor }) => vendor))
    if (vendors.size < 2) return ['All of it is one vendor’s, so nothing could move between vendors.']
    return ['Nothing moved between the vendors: each kept its share within a point.']
  }
  const { from, to, points, most, fell, rose } = shift
  const words: (string | { name: string; mono?: boolean })[] = [
    {
      name: `From ${vendorNames[from]} to ${vendorNames[to]}: ${count(Math.round(points))} ${Math.round(points) === 1 ? 'point' : 'points'}.`,
    },
  ]
  if (most) {
    const share = most.share > 1 ? 'More than all' : percent(most.share, 0)
    words.push(` ${share} of the move is one ${scopeKind(most)}, `, { name: scopeName(most) })
    if (fell && rose)
      words.push(': ', { name: fell, mono: true }, ' went down as ', { name: rose, mono: true }, ' went up')
    words.push('.')
  } else if (fell && rose) {
    words.push(
      ' ',
      { name: fell, mono: true },
      ' fell most, ',
      { name: rose, mono: true },
      ' rose most; no single workspace or project made it.',
    )
  }
  return words
}

/** `share of cost, week of 24 Oct → week of 14 Nov`. */
export function mixSpan({ first, last }: Pick<MixAnswer, 'first' | 'last'>): readonly [string, string] {
  const words = (one: MixAnswer['first']) =>
    one.days === 7
      ? `week of ${day(one.from, { year: false })}`
      : `${day(one.from, { year: false })} – ${day(one.to, { year: false })}`
  return [words(first), words(last)]
}

export interface Line {
  readonly label: string
  readonly vendor: VendorId
  readonly from: number
  readonly to: number
  /** The model; absent for several together. */
  readonly key?: string
}

const most = 7

/** The lines of the slope: the models that stood or stand highest, the rest as one line a vendor, so that both ends add up. */
export function slopeLines(models: MixAnswer['models']): Line[] {
  const ordered = models.toSorted((a, b) => Math.max(b.first, b.last) - Math.max(a.first, a.last))
  const lines: Line[] = ordered
    .slice(0, most)
    .map(({ label, vendor, model, first, last }) => ({ label, vendor, from: first, to: last, key: model }))
  for (const vendor of ['anthropic', 'openai', 'tallystick'] as const) {
    const rest = ordered.slice(most).filter((one) => one.vendor === vendor)
    if (rest.length === 0) continue
    const label = rest.length === 1 ? (rest[0]?.label ?? '') : `${rest.length} others, ${vendorNames[vendor]}`
    lines.push({
      label,
      vendor,
      from: rest.reduce((sum, { first }) => sum + first, 0),
      to: rest.reduce((sum, { last }) => sum + last, 0),
    })
  }
  return lines
}
