// Why a screen of figures shows none: one empty state for each cause, each with the one action that helps.
import type { UsageAnswer } from '../../../worker/http/schemas/usage.ts'
import { customRange, type DayRange, type RangeCode } from '../date-range.ts'
import { addDays, day, dayRange, daysBetween } from '../time.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Empty } from '../ui/feedback.tsx'
import { type VendorId, vendorNames } from '../ui/vendors.ts'

interface EmptyCauseProps {
  freshness: UsageAnswer['freshness']
  /** "Usage", "Costs". */
  what: string
  /** The vendor's report behind it: "usage report". */
  report: string
  range: DayRange
  /** The vendor that the screen is cut down to; absent is all. */
  vendor?: VendorId | undefined
  onRange: (code: RangeCode) => void
  /** Takes every filter away. */
  onClear: () => void
}

/** The cause in words. Says nothing itself when nothing is empty. */
export function EmptyCause({ freshness, what, report, range, vendor, onRange, onClear }: EmptyCauseProps) {
  const nearest = freshness.nearest_day
  switch (freshness.empty) {
    case null:
      return null
    case 'not_connected':
      return (
        <Empty
          icon="key"
          title={vendor ? `${vendorNames[vendor]} is not connected yet` : 'No vendor is connected yet'}
          action={<ToConnections>{`Connect ${vendor ? vendorNames[vendor] : 'a vendor'}`}</ToConnections>}
        >
          This page is made of a vendor’s {report}. Connect {vendor ? vendorNames[vendor] : 'Anthropic or OpenAI'} with
          an Admin key; reading begins at once.
        </Empty>
      )
    case 'not_readable':
      return (
        <Empty
          icon="key"
          title={`This key may not read the ${report}`}
          action={<ToConnections>Replace key</ToConnections>}
        >
          Only an Admin key of the organization may: {whereKeysAre(vendor)}. Replace the key and the gap fills itself.
        </Empty>
      )
    case 'backfill_running':
      return (
        <Empty
          icon="clock"
          title="The first days are being read"
          action={<ToConnections>See the progress</ToConnections>}
        >
          The {report} is read day by day, newest first. This page fills by itself.
        </Empty>
      )
    case 'no_data_in_range':
      return (
        <Empty
          icon="calendar"
          title={`No ${what.toLowerCase()} in these days`}
          action={
            nearest ? <Button onClick={() => onRange(rangeAt(nearest, range))}>Show {day(nearest)}</Button> : undefined
          }
        >
          {nearest
            ? `${dayRange(range.from, range.to)} is empty. The nearest day with some is ${day(nearest)}.`
            : `${dayRange(range.from, range.to)} is empty, and so is everything read so far.`}
        </Empty>
      )
    case 'filter_matches_nothing':
      return (
        <Empty
          icon="search"
          title="Nothing fits this filter"
          action={<Button onClick={onClear}>Clear the filter</Button>}
        >
          These days have {what.toLowerCase()}, but none that fits every filter above.
        </Empty>
      )
  }
}

/** Where the vendor makes Admin keys. */
function whereKeysAre(vendor: VendorId | undefined): string {
  const anthropic = 'Claude Console → Settings → Admin keys'
  const openai = 'OpenAI Platform → Settings → Organization → Admin keys'
  if (vendor === 'anthropic') return anthropic
  return vendor === 'openai' ? openai : `${anthropic}, or ${openai}`
}

/** The same number of days, moved just so far that they reach `nearest`. */
function rangeAt(nearest: string, { from, to }: DayRange): RangeCode {
  const more = daysBetween(from, to) - 1
  return nearest < from ? customRange(addDays(nearest, -more), nearest) : customRange(nearest, addDays(nearest, more))
}

function ToConnections({ children }: { children: string }) {
  return (
    <ButtonLink to="/settings" search={{ part: 'integrations' }}>
      {children}
    </ButtonLink>
  )
}
