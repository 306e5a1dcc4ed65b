// Where the ledger stands, in five figures: records, checkpoint, what waits for one, anchor, what was checked here.
import type { LedgerHead } from '../../../../worker/http/schemas/ledger.ts'
import { count, plural } from '../../format.ts'
import { anchorStanding, chainName, depthWords } from '../../records/anchor-words.ts'
import { useReach } from '../../records/proof-of.ts'
import type { Reach } from '../../records/reach.ts'
import { ago, day, moment } from '../../time.ts'
import { Stat, Stats } from '../../ui/stat.tsx'
import type { Memory } from '../../verify/memory.ts'

interface Props {
  head: LedgerHead | undefined
  memory: Memory | null
}

export function LedgerStats({ head, memory }: Props) {
  const reach = useReach()
  const checkpoint = head?.checkpoint
  const waiting = head ? head.size - (checkpoint?.size ?? 0) : 0
  const known = <T,>(value: T) => (head ? value : undefined)
  return (
    <Stats columns={5}>
      <Stat
        label="Records"
        value={head && count(head.size)}
        why={
          head?.first_at ? (
            <>
              since {day(Date.parse(head.first_at))}, <b>{count(head.records_today)}</b> today
            </>
          ) : (
            'none yet'
          )
        }
      />
      <Stat
        label="Last checkpoint"
        value={known(checkpoint ? ago(checkpoint.at) : null)}
        why={
          checkpoint ? (
            <>
              <b>{count(checkpoint.number)}</b> over {plural(checkpoint.size, 'record')}
            </>
          ) : (
            'signed seconds after the first record'
          )
        }
      />
      <Stat
        label="Waiting for one"
        value={known(count(waiting))}
        why={waiting === 0 ? 'every record is under a signature' : 'the next checkpoint follows within seconds'}
      />
      <Stat
        label="Last anchor"
        value={known(reach.anchored?.block === undefined ? null : count(reach.anchored.block))}
        why={anchorWhy(reach)}
      />
      <Stat label="Checked here" value={known(checkedOf(memory))} why={checkedWhy(memory)} />
    </Stats>
  )
}

/** The number alone would be taken for a block of Bitcoin. */
function anchorWhy({ anchored, places, checkpoint }: Reach): string {
  if (anchored !== null) return `block of ${chainName(anchored)}${depthWords(anchored)}`
  return checkpoint === null
    ? 'the first checkpoint comes first'
    : `not anchored yet: ${anchorStanding(places[0] ?? null)}`
}

function checkedOf(memory: Memory | null): string | null {
  if (memory?.checked) return count(memory.checked.to - memory.checked.from + 1)
  return null
}

function checkedWhy(memory: Memory | null): string {
  const checked = memory?.checked
  if (!checked) return 'no range in this browser yet'
  return `records ${count(checked.from)} – ${count(checked.to)}, ${moment(checked.at)}`
}
