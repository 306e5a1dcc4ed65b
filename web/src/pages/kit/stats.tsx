// Stats, the stick and what needs someone.

import { Legend } from '../../ui/charts/legend.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Panel } from '../../ui/page.tsx'
import { Proof } from '../../ui/proof.tsx'
import { Stat, Stats } from '../../ui/stat.tsx'
import { Stick, type StickCut, StickTimes } from '../../ui/stick.tsx'
import { end, recordTimes, start } from './figures.ts'

const hour = 3_600_000
const cuts: StickCut[] = Array.from({ length: 23 }, (_, index) => ({
  at: start + (index + 0.45) * hour,
  kind: [3, 8, 14, 17, 20].includes(index) ? 'block' : 'checkpoint',
}))
const rising = [4, 4.1, 4.1, 4.2, 4.3, 4.2, 4.5, 5, 6, 9.8, 9.9, 10, 10, 10.4, 10.8, 9]

export function KitStats() {
  return (
    <>
      <Stats columns={5}>
        <Stat
          label="Cost"
          provenance="billed"
          value="$14,039.36"
          spark={rising}
          link={{ to: '/costs' }}
          why={
            <>
              <b>▲ 9.4 %</b> mostly Opus 5.5 on 12 Nov
            </>
          }
        />
        <Stat
          label="Tokens"
          value="16.32 B"
          spark={rising}
          link={{ to: '/usage' }}
          why={
            <>
              <b>▲ 12.1 %</b> Sonnet 5.5 up by a third
            </>
          }
        />
        <Stat
          label="Active people"
          value="52"
          unit="of 60"
          why={
            <>
              <b>▲ 4</b> of them 31 use both vendors
            </>
          }
        />
        <Stat label="November forecast" provenance="estimate" value={undefined} />
        <Stat
          label="Ledger"
          mark={<Proof state="anchored" word="intact" />}
          value="1,284,907"
          why={
            <>
              records, <b>0 gaps</b>, 267 not yet sealed
            </>
          }
        />
      </Stats>
      <Panel
        section
        bare
        title="The tally, last 24 hours"
        end={
          <span className="p2">
            <Legend
              items={[
                { label: 'Ours: your ledger', paint: { fill: 'var(--foil)' } },
                { label: 'Public: Bitcoin', paint: { fill: 'var(--stock)' } },
              ]}
            />
          </span>
        }
      >
        <Stick
          from={start}
          to={end}
          records={recordTimes}
          cuts={cuts}
          anchoredUntil={start + 20.9 * hour}
          label="The tally of the last 24 hours: 23 checkpoints, anchored until 11:26 UTC."
        />
        <StickTimes words={['19 Nov 14:32', '20:32', '20 Nov 02:32', '08:32', '14:32 UTC']} />
        <p className="small dim mt-1">
          Hairlines are records, small cuts checkpoints, wide cuts the Bitcoin blocks that confirmed them. Where a cut
          runs through both halves, nobody can change the past alone: not the vendor, not you, not us.
        </p>
      </Panel>
      <Panel section title="Needs you" end={<span className="small dim">2 open</span>}>
        <ul className="needs">
          <li className="warn">
            <Icon name="warn" />
            <span className="stack s1">
              <b>12 Nov cost 1.8 times the usual Thursday</b>
              <span className="small sub">
                Key “staging-batch” ran Opus 5.5 in a loop for 5 h: $561 more than expected.
              </span>
            </span>
          </li>
          <li>
            <Icon name="people" />
            <span className="stack s1">
              <b>3 identities belong to nobody yet</b>
              <span className="small sub">1,912 requests and $46.20 wait for a person.</span>
            </span>
          </li>
        </ul>
      </Panel>
    </>
  )
}
