// The question that a ledger in the EU puts before a vendor outside it: is the vendor's organization EU-resident?
import { Check } from '../ui/choice.tsx'
import { Note } from '../ui/feedback.tsx'
import type { KeyCheck } from './key-check.ts'
import { kinds } from './kinds.ts'
import { regionRefusal } from './region.ts'

/** Stays once it was asked, so that what was confirmed can be seen and taken back. */
export function RegionConfirm({ check, disabled }: { check: KeyCheck; disabled: boolean }) {
  const refusal = regionRefusal(check)
  if (refusal === null && check.euResident === null) return null
  return (
    <div className="stack s3">
      {refusal ? (
        <Note tone="warn" live title={refusal.message}>
          {refusal.remedy}
        </Note>
      ) : null}
      <Check
        label={`Our ${kinds[check.kind].vendorName} organization is EU-resident; I confirm it`}
        checked={check.euResident === true}
        disabled={disabled}
        onChange={(event) => check.confirmEu(event.target.checked)}
      />
    </div>
  )
}
