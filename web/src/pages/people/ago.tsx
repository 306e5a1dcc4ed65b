// How long ago, as the tables of this page say it; the moment itself shows on hover.
import { ago, moment } from '../../time.ts'
import type { Column } from '../../ui/table.tsx'

/** What a cell shows that has nothing to say. */
export const none = <span className="dim">–</span>

export function Ago({ at }: { at: string }) {
  return (
    <span className="sub nowrap" title={moment(at)}>
      {ago(at)}
    </span>
  )
}

/** When a person, or what belongs to nobody, was seen at work for the last time. */
export const lastActive: Column<{ last_active: string | null }> = {
  id: 'last',
  head: 'Last active',
  hide: 'p4',
  firstDown: true,
  sort: (row) => row.last_active,
  cell: (row) => (row.last_active === null ? none : <Ago at={row.last_active} />),
}
