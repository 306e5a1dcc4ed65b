// Where a text stood: erased by a record, or missing without one. Neither is ever passed over in silence.
import { Link } from '@tanstack/react-router'
import type { Tombstone as Gone } from '../../../../worker/http/schemas/content.ts'
import { reasonWords } from '../../content/erasure-words.ts'
import { count } from '../../format.ts'
import { moment } from '../../time.ts'
import { Note } from '../../ui/feedback.tsx'
import { Hash } from '../../ui/hash.tsx'
import { Tombstone } from '../../ui/marks.tsx'

interface Props {
  tombstone: Gone | null
  bytes: number
  commit: string
}

export function Missing({ tombstone, bytes, commit }: Props) {
  if (tombstone === null || tombstone.state === 'lost') {
    return (
      <Note tone="bad" title="Unexplained.">
        {tombstone?.words ?? 'This text should be here and cannot be opened, and no erasure explains it.'} Its
        commitment <Hash value={commit} what="commitment" /> stands in the record.
      </Note>
    )
  }
  const { at, by, words, reason_code } = tombstone
  if (by === null) return <Tombstone>{words}</Tombstone>
  return (
    <Tombstone>
      <div className="stack s1">
        <b>This text was destroyed{at === null ? '' : ` on ${moment(at)}`}</b>
        <span className="small">
          {reason_code === null ? null : `${reasonWords(reason_code)}. `}
          Erasure{' '}
          <Link
            className="underline underline-offset-3"
            from="/content"
            to="/content"
            search={(old) => ({ ...old, record: by })}
            resetScroll={false}
          >
            record {count(by)}
          </Link>
          .
        </span>
        <span className="small dim">
          What still stands: a message of {count(bytes)} bytes was here, in this order, at this time. Commitment{' '}
          <Hash value={commit} what="commitment" />
        </span>
      </div>
    </Tombstone>
  )
}
