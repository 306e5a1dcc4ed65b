// The tally of the last 24 hours: our half of the stick, and the public half as far as blocks attest it.
import { Link } from '@tanstack/react-router'
import type { OverviewAnswer } from '../../../../worker/http/schemas/overview.ts'
import { plural } from '../../format.ts'
import { blockName, chainName, depthWords } from '../../records/anchor-words.ts'
import { useReach } from '../../records/proof-of.ts'
import { anchoredUntil, type Reach } from '../../records/reach.ts'
import { ago, clock, day, dayOf, moment } from '../../time.ts'
import { Legend } from '../../ui/charts/legend.tsx'
import { Panel } from '../../ui/page.tsx'
import { Stick, StickTimes } from '../../ui/stick.tsx'

/** Drawn from the first record on, also before any vendor is connected. */
export function Tally({ tally, ledger }: Pick<OverviewAnswer, 'tally' | 'ledger'>) {
  const reach = useReach()
  const until = anchoredUntil(reach)
  const from = Date.parse(tally.from)
  const to = Date.parse(tally.to)
  const inBlock = new Set(reach.places.filter(({ block }) => block !== undefined).map((one) => one.checkpoint_at))
  const cuts = tally.checkpoints.map((at) => ({
    at: Date.parse(at),
    kind: inBlock.has(at) ? ('block' as const) : ('checkpoint' as const),
  }))
  const checkpoints = plural(cuts.length, 'checkpoint')
  return (
    <Panel
      section
      bare
      title="The tally, last 24 hours"
      end={
        <>
          <Legend
            items={[
              { label: 'Ours: your ledger', paint: { fill: 'var(--foil)' } },
              until === null
                ? { label: 'Public: not anchored yet', shape: 'dash' }
                : { label: `Public: ${publicWords(reach)}`, paint: { fill: 'var(--stock)' } },
            ]}
          />
          <Link className="small nowrap" to="/ledger">
            Open the ledger
          </Link>
        </>
      }
    >
      <Stick
        from={from}
        to={to}
        records={tally.records.map((at) => Date.parse(at))}
        cuts={cuts}
        anchoredUntil={until}
        label={`The tally of the last 24 hours: ${checkpoints}, ${until === null ? 'not anchored yet' : `anchored up to ${moment(until)}`}.`}
      />
      <StickTimes words={timesOf(from, to)} />
      <p className="small dim mt-1">
        Hairlines are records, small cuts {checkpoints === '0 checkpoints' ? 'checkpoints' : `the ${checkpoints}`} that
        sign everything before them.{' '}
        {ledger.checkpoint ? `The last one was signed ${signedWords(ledger.checkpoint.at)}. ` : ''}
        <Outside reach={reach} />
      </p>
    </Panel>
  )
}

const publicWords = ({ anchored }: Reach): string =>
  anchored === null || anchored.network === 'mainnet' ? 'Bitcoin' : 'local test chain'

/** What the lower half shows; of a chain that proves nothing it says so. */
function Outside({ reach: { anchored } }: { reach: Reach }) {
  if (anchored === null) {
    return <>The public half is open: nothing is anchored outside yet, so keep a checkpoint of your own.</>
  }
  return (
    <>
      Wide cuts are those that {chainName(anchored)} confirmed, the newest in {blockName(anchored)}
      {depthWords(anchored)}.{' '}
      {anchored.network === 'regtest'
        ? 'Anyone can make such blocks: this chain is for trying out and proves nothing.'
        : 'Where a cut runs through both halves, nobody can change the past alone: not the vendor, not you, not us.'}
    </>
  )
}

function signedWords(at: string): string {
  const words = ago(at)
  return /\d{4}$/.test(words) ? `on ${words}` : words
}

/** Five times along the stick; a day is named where it changes. */
function timesOf(from: number, to: number): string[] {
  return Array.from({ length: 5 }, (_, index) => {
    const at = from + ((to - from) * index) / 4
    const before = index === 0 ? null : from + ((to - from) * (index - 1)) / 4
    const isNew = before === null || dayOf(before) !== dayOf(at)
    return `${isNew ? `${day(at, { year: false })} ` : ''}${clock(at)}${index === 4 ? ' UTC' : ''}`
  })
}
