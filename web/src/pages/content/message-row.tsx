// One message of a transcript: who, when, the text or what is left of it, and the record that proves it.
import { Link } from '@tanstack/react-router'
import type { MessageView } from '../../../../worker/http/schemas/content.ts'
import { MessageText } from '../../content/message-text.tsx'
import { count, plural } from '../../format.ts'
import { WithProof } from '../../records/proof-badge.tsx'
import { clock, day, moment } from '../../time.ts'
import { CopyButton } from '../../ui/hash.tsx'
import { Icon } from '../../ui/icon.tsx'
import { type ProofState, proofWords } from '../../ui/proof.tsx'
import './message.css'
import { Missing } from './missing.tsx'

interface Props {
  message: MessageView
  /** The chat's person, as a transcript calls them. */
  author: string
  /** Another day than the message before, or the first one. */
  newDay: boolean
  proof: ProofState
  open: boolean
  /** Chosen for a reveal; undefined where nothing in it is masked. */
  chosen: boolean | undefined
  onChoose: (chosen: boolean) => void
}

const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone

export function MessageRow({ message, author, newDay, proof, open, chosen, onChoose }: Props) {
  const { seq, role, at, pieces, tombstone, sha256, truncated, not_captured, bytes, commit } = message
  const name = role === 'user' ? author : role === 'assistant' ? 'Claude' : role
  return (
    <article className="msg" data-open={open} data-seq={seq} aria-label={`${name}, ${moment(at)}`}>
      <div className={`gut gutter ${proof === 'erased' ? 'anchored' : proof}`}>
        <i />
        <span className="sr">{proofWords[proof]}</span>
      </div>
      <div className="who">
        <b className="cut">
          <bdi>{name}</bdi>
        </b>
        <span className="tiny dim" title={moment(at, { zone: localZone, seconds: true })}>
          {newDay ? `${day(at.slice(0, 10), { year: false })} ${clock(at)}` : clock(at)}
        </span>
        {chosen === undefined ? null : (
          <label className="pick tiny" data-chosen={chosen}>
            <input
              type="checkbox"
              className="box"
              checked={chosen}
              onChange={(event) => onChoose(event.target.checked)}
              aria-label={`Choose record ${count(seq)} for a reveal`}
            />
            Choose
          </label>
        )}
      </div>
      <div className="txt">
        {pieces === null ? (
          <Missing tombstone={tombstone} bytes={bytes} commit={commit} />
        ) : (
          <MessageText key={pieces.length} pieces={pieces} />
        )}
        {truncated ? <Aside icon="none">The vendor cut this text; what it gave stands here.</Aside> : null}
        {not_captured > 0 ? (
          <Aside icon="file">
            {plural(not_captured, 'file, artifact or tool use', 'files, artifacts or tool uses')}{' '}
            {not_captured === 1 ? 'was' : 'were'} here; we do not capture those.
          </Aside>
        ) : null}
      </div>
      <div className="seq">
        <span className="mono">
          <WithProof seq={seq}>
            <Link from="/content" to="/content" search={(old) => ({ ...old, record: seq })} resetScroll={false}>
              <span className="sr">Record </span>
              {count(seq)}
            </Link>
          </WithProof>
        </span>
        {sha256 === null ? null : (
          <span className="tiny dim digest">
            SHA-256 <CopyButton value={sha256} what={`the SHA-256 of the text of record ${count(seq)}`} />
          </span>
        )}
      </div>
    </article>
  )
}

function Aside({ icon, children }: { icon: 'none' | 'file'; children: React.ReactNode }) {
  return (
    <p className="row small dim mt-2">
      <Icon name={icon} size={14} />
      <span>{children}</span>
    </p>
  )
}
