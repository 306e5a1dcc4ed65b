// The five sums of the Overview: cost, tokens, people, the month, the ledger.
import type { OverviewAnswer } from '../../../../worker/http/schemas/overview.ts'
import { Change } from '../../figures/change.tsx'
import type { Comparison } from '../../figures/days.ts'
import { sevenDaySums } from '../../figures/ratio.ts'
import type { VendorChoice } from '../../figures/vendor.ts'
import { atLeast, count, money, plural, tokens } from '../../format.ts'
import { useReach } from '../../records/proof-of.ts'
import { useMay } from '../../shell/may.ts'
import { Proof, type ProofState } from '../../ui/proof.tsx'
import { Stat, Stats } from '../../ui/stat.tsx'
import type { Compared } from './compared.ts'
import { useMonthEnd } from './month-end.tsx'

interface OverviewStatsProps {
  answer: OverviewAnswer
  comparison: Comparison | null
  compared: Compared | undefined | null
  /** How many days of the range are closed. */
  closed: number
  r: string | undefined
  vendor: VendorChoice | undefined
}

export const overviewStatLabels = ['Cost', 'Tokens', 'Active people', 'This month', 'Ledger'] as const

export function OverviewStats({ answer, comparison, compared, closed, r, vendor }: OverviewStatsProps) {
  const { cost, tokens: used, people, month, ledger } = answer
  const seesPeople = useMay('read:people')
  const { anchored } = useReach()
  const search = r ? { r } : {}
  const mostly = (model: string | null | undefined) => (model ? `mostly ${model}` : null)
  return (
    <Stats columns={5}>
      <Stat
        label="Cost"
        provenance="billed"
        value={money(cost.billed)}
        spark={sevenDaySums(cost.series, closed)}
        why={
          <Change comparison={comparison} sums={pairOf(compared, 'cost')} because={mostly(compared?.because.cost)} />
        }
        link={{ to: '/costs', search }}
      />
      <Stat
        label="Tokens"
        value={tokens(BigInt(used.total))}
        spark={sevenDaySums(used.series, closed)}
        why={
          <Change
            comparison={comparison}
            sums={pairOf(compared, 'tokens')}
            because={mostly(compared?.because.tokens)}
          />
        }
        link={{ to: '/usage', search }}
      />
      <Stat
        label="Active people"
        value={count(people.active)}
        unit={` of ${count(people.members)}`}
        why={<PeopleWords pair={compared?.people} />}
        {...(seesPeople ? { link: { to: '/people', search } as const } : {})}
      />
      <Stat
        label={`${month.label} so far`}
        provenance="billed"
        value={money(month.billed)}
        why={<MonthWords waiting={month.estimate} vendor={vendor} />}
        link={{ to: '/costs', search: { r: 'mtd' } }}
      />
      <Stat
        label="Ledger"
        mark={<Proof state={proofOf(ledger, anchored !== null)} />}
        value={count(ledger.size)}
        why={<LedgerWords ledger={ledger} />}
        link={{ to: '/ledger' }}
      />
    </Stats>
  )
}

/** What is not billed yet, and where the month will end. */
function MonthWords({
  waiting,
  vendor,
}: { waiting: OverviewAnswer['month']['estimate'] } & { vendor: VendorChoice | undefined }) {
  const end = useMonthEnd(vendor)
  const all = waiting.nano === '0' && waiting.rows_without_price === 0
  const rest = <b>{atLeast(money(waiting.nano), waiting.rows_without_price > 0)}</b>
  return (
    <>
      {all ? end ? '' : 'every day with usage is billed' : <>and {rest} estimate of days not billed yet</>}
      {end && !all ? '; ' : ''}
      {end}
    </>
  )
}

/** Of the ledger as a whole: how far its newest proof reaches. */
function proofOf({ state, checkpoint }: OverviewAnswer['ledger'], anchored: boolean): ProofState {
  if (state === 'stopped') return 'failed'
  return anchored ? 'anchored' : checkpoint ? 'checkpointed' : 'pending'
}

/** null, not readable, stays apart from undefined, not read yet. */
function pairOf(compared: Compared | undefined | null, part: 'cost' | 'tokens') {
  return compared === null ? null : compared?.[part]
}

function PeopleWords({ pair }: { pair: readonly [string, string] | undefined }) {
  if (!pair) return <>did or ran something</>
  const moved = Number(pair[0]) - Number(pair[1])
  if (moved === 0) return <>as many as before</>
  return (
    <>
      <b>
        {moved > 0 ? '▲' : '▼'} {count(Math.abs(moved))}
      </b>{' '}
      in the closed days
    </>
  )
}

function LedgerWords({ ledger }: Pick<OverviewAnswer, 'ledger'>) {
  if (ledger.state === 'stopped') return <>stopped: {ledger.words ?? 'a proof failed'}</>
  const after = ledger.size - (ledger.checkpoint?.size ?? 0)
  if (ledger.checkpoint === null) return <>{ledger.size === 1 ? 'record' : 'records'}, no checkpoint yet</>
  if (after <= 0) return <>{ledger.size === 1 ? 'record' : 'records'}, all in a checkpoint</>
  return (
    <>
      records, <b>{plural(after, 'record')}</b> after the last checkpoint
    </>
  )
}
