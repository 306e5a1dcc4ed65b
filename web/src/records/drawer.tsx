// The open record beside its list: what it says, where it stands, its proof, checked here. Keys: v verify, y hash, l link.
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { RecordDetail } from '../../../worker/http/schemas/ledger.ts'
import { Failed } from '../figures/failed.tsx'
import { count } from '../format.ts'
import { useKeys } from '../prefs/keys.ts'
import { ago, moment } from '../time.ts'
import { ButtonAnchor } from '../ui/button.tsx'
import { Drawer } from '../ui/drawer.tsx'
import { CopyTextButton } from '../ui/hash.tsx'
import { Proof } from '../ui/proof.tsx'
import { SkeletonRows, Waiting } from '../ui/skeleton.tsx'
import { toast } from '../ui/toast.tsx'
import { verdictOf } from '../verify/step.ts'
import { RecordFacts } from './facts.tsx'
import { useProofAt } from './proof-of.ts'
import { recordQuery } from './queries.ts'
import './records.css'
import { SealedFields } from './sealed.tsx'
import { RecordText } from './text.tsx'
import { useVerification } from './use-verification.ts'
import { VerifyPanel } from './verification.tsx'
import { personName, recordName, recordTitle } from './words.ts'

interface Props {
  seq: number
  onClose: () => void
  onPrevious?: (() => void) | undefined
  onNext?: (() => void) | undefined
  /** The link to another record, within this page. */
  linkTo: (seq: number, words: string) => ReactNode
  /** In place of the record's own title. */
  title?: string | undefined
  /** Before the facts: what the page knows of this record. */
  lead?: ReactNode
}

export function RecordDrawer({ seq, onClose, onPrevious, onNext, linkTo, title, lead }: Props) {
  const query = useQuery(recordQuery(seq))
  const detail = query.data
  const check = useVerification(detail && { seq, text: detail.record, leaf: detail.leaf })
  const failed = check.state === 'done' && verdictOf(check.steps, '').result === 'false'
  const address = `${location.origin}/ledger?record=${seq}`
  const copy = (text: string, what: string) =>
    void navigator.clipboard.writeText(text).then(
      () => toast(`${what} copied`),
      () => toast(`The browser did not allow copying the ${what.toLowerCase()}`),
    )
  useKeys({
    v: check.run,
    y: () => detail && copy(detail.leaf, 'Hash'),
    l: () => copy(address, 'Link'),
  })
  const proof = useProofAt(seq, detail?.checkpoint)
  return (
    <Drawer
      title={recordName(seq)}
      mark={detail ? <Proof {...(failed ? { state: 'failed' } : { state: proof.state, word: proof.word })} /> : null}
      onClose={onClose}
      onPrevious={onPrevious}
      onNext={onNext}
      failed={failed}
      foot={
        <>
          {detail && detail.checkpoint !== null ? (
            <ButtonAnchor size="sm" icon="download" href={`/api/ledger/records/${seq}/proof`} download>
              Proof
            </ButtonAnchor>
          ) : null}
          <CopyTextButton value={address}>Copy link</CopyTextButton>
        </>
      }
    >
      {query.isError ? (
        <Failed error={query.error} what="This record" onRetry={() => void query.refetch()} />
      ) : (
        <Waiting waiting={detail === undefined} skeleton={<SkeletonRows rows={10} />}>
          {() =>
            detail ? (
              <>
                <Heading detail={detail} title={title} />
                <VerifyPanel key={seq} check={check} subject={`record ${count(seq)} stands in the signed ledger`} />
                {lead}
                <RecordFacts detail={detail} linkTo={linkTo} />
                <SealedFields {...detail} />
                <RecordText record={detail.record} />
              </>
            ) : null
          }
        </Waiting>
      )}
    </Drawer>
  )
}

function Heading({ detail, title }: { detail: RecordDetail; title: string | undefined }) {
  const who = personName(detail.who)
  return (
    <div>
      <h3 className="record-title">{title ?? recordTitle(detail)}</h3>
      <p className="sub small">
        {who ? `${who}, ` : ''}
        {moment(detail.occurred_at)}
        <span className="dim"> · taken in {ago(detail.ingested_at)}</span>
      </p>
    </div>
  )
}
