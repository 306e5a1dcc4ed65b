// Marks of the kit page: proof, provenance, badges, hashes, diff, timeline.

import { Amount } from '../../ui/amount.tsx'
import { Diff } from '../../ui/diff.tsx'
import { CopyTextButton, Hash } from '../../ui/hash.tsx'
import { Badge, Masked, Tombstone, Vendor } from '../../ui/marks.tsx'
import { Facts, Panel } from '../../ui/page.tsx'
import { Proof, ProofGlyph, type ProofState } from '../../ui/proof.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { Timeline } from '../../ui/timeline.tsx'

const hash = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'
const states: ProofState[] = ['pending', 'checkpointed', 'anchored', 'failed', 'erased']

export function KitMarks() {
  return (
    <div className="grid2 section">
      <Panel title="Proof and provenance">
        <div className="stack s4">
          <div className="row wrap gap-5">
            {states.map((state) => (
              <Proof key={state} state={state} />
            ))}
          </div>
          <div className="row wrap gap-6">
            {states.map((state) => (
              <span key={state} className={`proof ${state}`}>
                <ProofGlyph state={state} size={2.5} />
              </span>
            ))}
          </div>
          <div className="row wrap gap-4">
            <Provenance kind="billed" />
            <Provenance kind="estimate" />
            <Provenance kind="allocated" />
            <Provenance kind="none" />
            <Amount nano="14250310000000" partly />
            <Amount nano="-59000000000" sign />
          </div>
          <Timeline
            items={[
              { key: '1', proof: 'anchored', what: 'Taken in from the vendor', when: '20 Nov, 10:00' },
              { key: '2', proof: 'checkpointed', what: 'Masked text shown to Aoife Brannigan', when: '14:41' },
              { key: '3', proof: 'pending', what: 'Revealed to Aoife Brannigan, reason given', when: '15:18' },
            ]}
          />
        </div>
      </Panel>
      <Panel title="Badges, hashes, values">
        <div className="stack s4">
          <div className="row wrap">
            <Badge>developer</Badge>
            <Badge tone="ok" icon="check">
              Ready
            </Badge>
            <Badge tone="info">Catching up</Badge>
            <Badge tone="warn">Works in part</Badge>
            <Badge tone="bad">Stopped</Badge>
            <Badge tone="plain">Link ended</Badge>
          </div>
          <Facts
            items={[
              ['Leaf hash', <Hash key="h" value={hash} />],
              ['Whole', <Hash key="w" value={hash} full />],
              ['From', <Vendor key="v" id="openai" />],
              ['Restated', <Diff key="d" stood="$98.40" stands="$104.12" />],
              [
                'Masked',
                <span key="m">
                  Dear <Masked kind="name" number={1} />, call <Masked kind="phone" number={1} />
                </span>,
              ],
              [
                'Copy',
                <CopyTextButton key="c" value={hash}>
                  Copy link
                </CopyTextButton>,
              ],
            ]}
          />
          <Tombstone>
            Erased by Aoife Brannigan on 18 Nov 2026, on request. Erasure record 1,281,004; the record and its proof
            still stand.
          </Tombstone>
        </div>
      </Panel>
    </div>
  )
}
