// The card of one vendor: its key, from pasting it to watching the past come in.
import type { ConnectionView } from '../../../../worker/http/schemas/connections.ts'
import { Backfill } from '../../connections/backfill.tsx'
import { ConnectForm } from '../../connections/connect-form.tsx'
import { Guidance } from '../../connections/guidance.tsx'
import type { KeyCheck } from '../../connections/key-check.ts'
import { type ConnectionKind, kinds } from '../../connections/kinds.ts'
import { verdictOf } from '../../connections/verdict.ts'
import { connectionWords, organizationWords } from '../../connections/words.ts'
import { useMay } from '../../shell/may.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/feedback.tsx'
import { Badge, Vendor } from '../../ui/marks.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'

interface Props {
  check: KeyCheck
  /** Connections there are, of every vendor; undefined while that is asked. */
  connections: readonly ConnectionView[] | undefined
  waiting: boolean
  /** A further key is being added to those of this vendor. */
  adding: boolean
  onAdd: (adding: boolean) => void
  onMove: (to: ConnectionKind) => void
}

export function VendorCard({ check, connections = [], waiting, adding, onAdd, onMove }: Props) {
  const may = useMay('write:connections')
  const { vendor, title, opens } = kinds[check.kind]
  const own = connections.filter((one) => one.kind === check.kind)
  const asks = own.length === 0 || adding
  const verdict = asks ? verdictOf(check) : null
  return (
    <section className={`card key-card ${verdict?.tone === 'bad' ? 'bad' : ''}`} aria-labelledby={check.kind}>
      <header>
        <h2 id={check.kind}>
          <Vendor id={vendor}>{title}</Vendor>
        </h2>
        {verdict ? <Badge tone={verdict.tone}>{verdict.word}</Badge> : null}
        {asks ? null : <Badge tone="ok">Connected</Badge>}
      </header>
      <p className="small sub">{opens}</p>
      <Waiting waiting={waiting} skeleton={<SkeletonRows rows={4} />}>
        {() => (
          <>
            {own.map((one) => (
              <Connected key={one.id} connection={one} may={may} />
            ))}
            {may ? null : <Note>Your role reads connections; an owner or admin makes them.</Note>}
            {asks && may ? (
              <ConnectForm check={check} known={connections} onMove={onMove} onConnected={() => onAdd(false)} />
            ) : null}
            {!asks && may ? (
              <div>
                <Button size="sm" icon="plus" onClick={() => onAdd(true)}>
                  Connect another key
                </Button>
              </div>
            ) : null}
          </>
        )}
      </Waiting>
      <Guidance kind={check.kind} />
    </section>
  )
}

function Connected({ connection, may }: { connection: ConnectionView; may: boolean }) {
  const { word, tone } = connectionWords[connection.state]
  return (
    <div className="well stack">
      <div className="row between wrap">
        <span className="min-w-0 break-words">
          <b>{organizationWords(connection.organization)}</b> <span className="dim">“{connection.name}”</span>{' '}
          <span className="mono dim">…{connection.last4}</span>
        </span>
        <Badge tone={tone}>{word}</Badge>
      </div>
      {connection.words ? <p className="small sub">{connection.words}</p> : null}
      <Backfill connection={connection} may={may} />
    </div>
  )
}
