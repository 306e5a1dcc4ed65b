// Which days of a daily stream a read has brought to their end, so that rows which the vendor took back are recorded as gone.
import type { Day, Page, Stream } from '../vendors/stream.ts'
import type { Sweep } from './ingest.ts'

/**
 * Follows the pages of one read from its first. A day has ended when a page no longer answers for it, or with the last page:
 * until then its rows may go on. Ids of daily rows begin with `<day>/`.
 */
export class DaysRead {
  private readonly open = new Map<Day, string[]>()
  private readonly kind: Stream['lists']

  constructor(kind: Stream['lists']) {
    this.kind = kind
  }

  /** What ends with this page, which is not in the ledger yet; nothing where the stream does not say its days. */
  ended(page: Page): Sweep[] {
    const { kind } = this
    if (kind === undefined || page.days === undefined) return []
    const going = page.next === null ? [] : page.days
    const before = [...this.open.keys()].filter((day) => !going.includes(day))
    const here = page.next === null ? page.days.filter((day) => !this.open.has(day)) : []
    return [...before, ...here].map((day) => ({
      kind,
      seen: this.open.get(day) ?? [],
      range: { from: `${day}/`, to: `${day}0` }, // '0' comes right after '/'
      occurredAt: `${day}T00:00:00.000Z`,
    }))
  }

  /** The page is in the ledger, with these ids. */
  add(page: Page, ids: readonly string[]): void {
    for (const day of this.open.keys()) if (!page.days?.includes(day)) this.open.delete(day)
    for (const day of page.days ?? []) {
      const known = this.open.get(day) ?? []
      this.open.set(day, [...known, ...ids.filter((id) => id.startsWith(`${day}/`))])
    }
  }
}
