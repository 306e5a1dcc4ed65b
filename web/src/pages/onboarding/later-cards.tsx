// Vendors' doors that cannot be connected yet: what each will open, and nothing to press.
import { Badge, Vendor, type VendorId } from '../../ui/marks.tsx'

interface Later {
  readonly id: string
  readonly vendor: VendorId
  readonly title: string
  readonly opens: string
  readonly note: string
}

const later: readonly Later[] = [
  {
    id: 'mcp-connector',
    vendor: 'tallystick',
    title: 'MCP connector',
    opens: 'Lets Claude report each turn to this ledger itself.',
    note: 'Optional, for plans without a compliance feed.',
  },
]

export function LaterCards() {
  return (
    <div className="key-cards later">
      {later.map(({ id, vendor, title, opens, note }) => (
        <section key={id} className="card key-card" aria-labelledby={id}>
          <header>
            <h2 id={id}>
              <Vendor id={vendor}>{title}</Vendor>
            </h2>
            <Badge tone="plain">Comes later</Badge>
          </header>
          <p className="small sub">{opens}</p>
          <p className="small dim">Cannot be connected yet. {note}</p>
        </section>
      ))}
    </div>
  )
}
