// Personal fields of a record: kept apart under the person's own key, opened for this answer where the role may see them.
import type { RecordDetail } from '../../../worker/http/schemas/ledger.ts'
import { Tombstone } from '../ui/marks.tsx'
import { Facts } from '../ui/page.tsx'
import { sentence } from './words.ts'

type Sealed = Pick<RecordDetail, 'fields' | 'fields_state'>

/** Nothing for a record without personal fields. */
export function SealedFields({ fields, fields_state }: Sealed) {
  if (fields_state === 'none') return null
  return (
    <section className="stack" aria-label="Sealed fields">
      <h3>Sealed fields</h3>
      {fields_state === 'erased' ? (
        <Tombstone>
          <b>The key to these fields was destroyed.</b> What stood in them is gone for everyone. Their commitment stays
          in the record, and the proof above still holds.
        </Tombstone>
      ) : null}
      {fields_state === 'hidden' ? <p className="small sub">Your role does not open them.</p> : null}
      {fields_state === 'opened' && fields ? (
        <>
          <Facts items={Object.entries(fields).map(([name, value]) => [sentence(name), wordsOf(value)] as const)} />
          <p className="small dim">
            Kept outside the record under this person’s own key, so that they can be erased without breaking the proof.
          </p>
        </>
      ) : null}
    </section>
  )
}

const wordsOf = (value: unknown) => (
  <span className="break-words">{typeof value === 'string' ? value : JSON.stringify(value)}</span>
)
