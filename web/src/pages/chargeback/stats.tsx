// The sums of the Chargeback page: the bill, what was caused directly, the shared pool, and how it was split.
import type { ChargebackAnswer } from '../../../../worker/http/schemas/chargeback.ts'
import { customRange } from '../../date-range.ts'
import { changeOf, ratio } from '../../figures/ratio.ts'
import { change, money, percent, plural } from '../../format.ts'
import { Stat, Stats } from '../../ui/stat.tsx'
import { vendorNames } from '../../ui/vendors.ts'
import { POOL, splitWords } from './words.ts'

export const chargebackStatLabels = ['Bill', 'Direct', 'Shared pool', 'Teams'] as const

export function ChargebackStats({ answer }: { answer: ChargebackAnswer }) {
  const { bill, pool, teams, split, range } = answer
  const direct = String(BigInt(bill.total) - BigInt(pool.nano))
  const shareOf = (nano: string) => {
    const share = ratio(nano, bill.total)
    return share === null ? 'nothing was billed' : `${percent(share)} of the bill`
  }
  const people = teams.reduce((sum, team) => sum + team.people, 0)
  return (
    <Stats columns={4}>
      <Stat
        label="Bill"
        provenance="billed"
        value={money(bill.total)}
        why={<BillWords bill={bill} />}
        link={{ to: '/costs', search: { r: customRange(range.from, range.to) } }}
      />
      <Stat label="Direct" provenance="allocated" value={money(direct)} why={shareOf(direct)} />
      <Stat
        label="Shared pool"
        provenance="allocated"
        value={money(pool.nano)}
        why={shareOf(pool.nano)}
        link={{ to: '/costs/chargeback', search: (old) => ({ ...old, team: POOL }), resetScroll: false }}
      />
      <Stat
        label="Teams"
        value={String(teams.length)}
        why={
          teams.length === 0
            ? 'nothing is split'
            : `${plural(people, 'person', 'people')}; pool ${splitWords[split.done].word.toLowerCase()}`
        }
      />
    </Stats>
  )
}

function BillWords({ bill }: { bill: ChargebackAnswer['bill'] }) {
  const share = bill.previous === null ? null : changeOf(bill.total, bill.previous)
  if (share !== null) {
    return (
      <span>
        <b>{change(share)}</b> against the month before
      </span>
    )
  }
  return (
    <span>
      {bill.vendors
        .map(({ vendor, billed }) => `${vendor === 'tallystick' ? '' : vendorNames[vendor]} ${money(billed)}`)
        .join(', ')}
    </span>
  )
}
