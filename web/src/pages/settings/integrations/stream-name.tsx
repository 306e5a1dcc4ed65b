// The name of a stream, which breaks after a dot or an underscore where the column is narrow.
import { Fragment } from 'react'
import { splitStream } from '../../../connections/words.ts'

export function StreamName({ stream, whole }: { stream: string; whole?: boolean }) {
  const { vendor, rest } = splitStream(stream)
  return (
    <span className="mono">
      <span className={whole ? '' : 'dim p4'}>{vendor}</span>
      {rest.split(/(?<=[._])/).map((part) => (
        <Fragment key={part}>
          <wbr className="p4:hidden" />
          {part}
        </Fragment>
      ))}
    </span>
  )
}
