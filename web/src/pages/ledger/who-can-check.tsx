// What a stranger needs to check this ledger without us: origin, key, and what is served in a standard form.
import { useState } from 'react'
import type { LedgerHead } from '../../../../worker/http/schemas/ledger.ts'
import { count } from '../../format.ts'
import { useReach } from '../../records/proof-of.ts'
import { moment } from '../../time.ts'
import { Button, ButtonAnchor } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Note } from '../../ui/feedback.tsx'
import { CopyTextButton, Hash } from '../../ui/hash.tsx'
import { Facts, Panel } from '../../ui/page.tsx'
import type { Memory } from '../../verify/memory.ts'

interface Props {
  head: LedgerHead
  memory: Memory | null
  changed: boolean
  onTrust: () => void
}

export function WhoCanCheck({ head, memory, changed, onTrust }: Props) {
  return (
    <Panel title="Who can check this">
      <div className="stack s3">
        <p className="small sub">
          Anyone with this key. Checkpoints, proofs and tiles are C2SP files, which programs that are not ours can read.
        </p>
        <Facts
          items={[
            ['Origin', <Hash key="origin" value={head.origin} full what="origin" />],
            ['Verifier key', <Hash key="vkey" value={head.vkey} full what="verifier key" />],
            ['Pinned here', memory ? moment(memory.pinnedAt) : '–'],
            ['Root log', <RootPlace key="root" />],
          ]}
        />
        <div className="row wrap">
          <CopyTextButton value={head.vkey}>Copy key</CopyTextButton>
          {head.checkpoint ? (
            <ButtonAnchor size="sm" icon="download" href="/api/ledger/checkpoint" download="checkpoint.txt">
              Checkpoint
            </ButtonAnchor>
          ) : null}
        </div>
        {changed && memory ? <KeyChanged head={head} memory={memory} onTrust={onTrust} /> : <KeepTheKey />}
      </div>
    </Panel>
  )
}

/** Where the newest included checkpoint stands among those of everybody, and the public file of that cut. */
function RootPlace() {
  const [place] = useReach().places
  if (place === undefined) return <span className="dim">waits for the next cut</span>
  const at = `/.well-known/tallystick/root`
  return (
    <>
      leaf {count(place.root_index)} of {count(place.root_size)},{' '}
      <a href={`${at}/cuts/${place.root_size}/checkpoint`}>its checkpoint</a> and{' '}
      <a href={`${at}/checkpoint`}>the newest one</a> are public
    </>
  )
}

function KeepTheKey() {
  return (
    <Note title="Keep the key somewhere we cannot reach.">
      Whoever pins it once needs nothing from us to notice a change. This browser has pinned it.
    </Note>
  )
}

function KeyChanged({ head, memory, onTrust }: Omit<Props, 'changed' | 'memory'> & { memory: Memory }) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Note tone="bad" title="The key is not the one this browser pinned.">
        Ask us why it changed, by a way other than this page, before you trust what it signs. Pinned on{' '}
        {moment(memory.pinnedAt)}:<span className="mono break-all block my-2">{memory.vkey}</span>
        <Button size="sm" kind="danger" onClick={() => setAsking(true)}>
          Pin the new key
        </Button>
      </Note>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          onTrust()
          setAsking(false)
        }}
        title="Trust another key for this ledger?"
        action="Pin the new key"
      >
        <p>
          This browser forgets the old key and the checkpoint it checked with it. From now on it checks with{' '}
          <span className="mono break-all">{head.vkey}</span>. Nothing is written to the ledger.
        </p>
      </ConfirmDialog>
    </>
  )
}
