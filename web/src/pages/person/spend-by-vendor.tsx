// What the person used at each vendor: tokens, the estimate, and the part that came through keys the person holds.
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { PersonRow, VendorSpend } from '../../../../worker/http/schemas/people.ts'
import { addEstimates, tokensOf } from '../../figures/spend.ts'
import { SpendAmount, SpendBar } from '../../figures/spend.tsx'
import { count, money } from '../../format.ts'
import { useMay } from '../../shell/may.ts'
import { Tokens } from '../../ui/amount.tsx'
import { Vendor } from '../../ui/marks.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { type Column, Table } from '../../ui/table.tsx'

interface Props {
  person: PersonRow
  r: string | undefined
}

export function SpendByVendor({ person, r }: Props) {
  const seesUsage = useMay('read:usage')
  const { subject, spend } = person
  const columns = useMemo(
    () => columnsOf(subject, spend, seesUsage ? (r ?? '28d') : null),
    [subject, spend, r, seesUsage],
  )
  return (
    <Panel title="Spend by vendor" mark={<Provenance kind="estimate" />}>
      {spend.length === 0 ? (
        <p className="sub">No vendor reports use by this person, or by a key they hold, in these days.</p>
      ) : (
        <>
          {spend.length > 1 ? (
            <div className="mb-2">
              <SpendBar spend={spend} />
            </div>
          ) : null}
          <Table
            name="Spend by vendor"
            columns={columns}
            rows={spend}
            keyOf={(row) => row.vendor}
            {...(spend.length > 1 ? { sums: 'Both vendors' } : {})}
            foot="Through keys: use that names no user, of keys this person holds. It is part of the spend beside it."
          />
        </>
      )}
    </Panel>
  )
}

/** `r` null: this role opens no usage, so the numbers lead nowhere. */
function columnsOf(subject: string, all: readonly VendorSpend[], r: string | null): readonly Column<VendorSpend>[] {
  return [
    {
      id: 'vendor',
      head: 'Vendor',
      cell: (row) => (
        <>
          <Vendor id={row.vendor} />
          <span className="sub2 only4">{BigInt(row.via_keys) > 0n ? `${money(row.via_keys)} through keys` : null}</span>
        </>
      ),
    },
    {
      id: 'records',
      head: 'Rows',
      num: true,
      hide: 'p4',
      cell: (row) =>
        r === null ? (
          count(row.records)
        ) : (
          <Link to="/usage" search={{ r, vendor: row.vendor, person: [subject], rows: '1' }}>
            {count(row.records)}
          </Link>
        ),
      sum: count(all.reduce((sum, row) => sum + row.records, 0)),
    },
    {
      id: 'tokens',
      head: 'Tokens',
      num: true,
      cell: (row) => <Tokens value={row.tokens} />,
      sum: <Tokens value={String(tokensOf(all))} />,
    },
    {
      id: 'keys',
      head: 'Through keys',
      mark: <Provenance kind="estimate" bare />,
      num: true,
      hide: 'p4',
      cell: (row) => (BigInt(row.via_keys) === 0n ? <span className="dim">–</span> : money(row.via_keys)),
      sum: money(all.reduce((sum, row) => sum + BigInt(row.via_keys), 0n)),
    },
    {
      id: 'spend',
      head: 'Spend',
      mark: <Provenance kind="estimate" bare />,
      num: true,
      cell: (row) =>
        r === null ? (
          <SpendAmount estimate={row.estimate} used />
        ) : (
          <Link to="/usage" search={{ r, vendor: row.vendor, person: [subject] }}>
            <SpendAmount estimate={row.estimate} used />
          </Link>
        ),
      sum: <SpendAmount estimate={addEstimates(all.map((row) => row.estimate))} used />,
    },
  ]
}
