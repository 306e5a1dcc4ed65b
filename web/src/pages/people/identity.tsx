// An identity as a cell: whose it is, what it is called, what it is and its id.
import type { ReactNode } from 'react'
import type { IdentityRow } from '../../../../worker/http/schemas/people.ts'
import { Badge, Vendor } from '../../ui/marks.tsx'
import { bareIdentity, kindWords } from './identity-words.ts'
import { shortSubject } from './words.ts'

interface Props {
  row: IdentityRow
  /** More second lines: what other columns say when there is room. */
  children?: ReactNode
}

export function Identity({ row, children }: Props) {
  const id = bareIdentity(row)
  const label = <span className="strong wrap-anywhere">{row.label}</span>
  return (
    <>
      <span className="row wrap">
        {row.vendor === null ? label : <Vendor id={row.vendor}>{label}</Vendor>}
        {row.how === 'apart' ? <Badge tone="plain">Kept apart</Badge> : null}
      </span>
      <span className="sub2">
        {kindWords(row)}
        {id === row.label ? null : (
          <>
            {' '}
            <span className="mono" title={id}>
              {shortSubject(id)}
            </span>
          </>
        )}
      </span>
      {children}
    </>
  )
}
