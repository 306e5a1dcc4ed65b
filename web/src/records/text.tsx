// The bytes that were hashed: readable member by member, or exactly as they are.
import { useMemo, useState } from 'react'
import { CopyTextButton } from '../ui/hash.tsx'
import { Segments } from '../ui/segments.tsx'
import { type Line, linesOf } from './lines.ts'

type View = 'fields' | 'bytes'

/** The record's text with its two views and a button that copies the exact bytes. */
export function RecordText({ record }: { record: string }) {
  const [view, setView] = useState<View>('fields')
  const lines = useMemo(() => linesOf(record), [record])
  return (
    <section className="stack" aria-label="Record">
      <div className="row between">
        <h3>Record</h3>
        <span className="row">
          <Segments
            label="Record as"
            value={view}
            onChange={setView}
            options={[
              { value: 'fields', label: 'Fields' },
              { value: 'bytes', label: 'Bytes' },
            ]}
          />
          <CopyTextButton value={record}>Copy</CopyTextButton>
        </span>
      </div>
      {view === 'fields' && lines ? (
        <pre className="record-text">
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a record never change.
            <LineOf key={index} line={line} />
          ))}
        </pre>
      ) : (
        <pre className="record-text whole">{record}</pre>
      )}
    </section>
  )
}

function LineOf({ line }: { line: Line }) {
  return (
    <span className="block" title={line.hash ? line.value : undefined}>
      {'  '.repeat(line.indent)}
      {line.name ? <span className="dim">{line.name}: </span> : null}
      {line.strong ? <b>{line.hash ? short(line.value) : line.value}</b> : line.value}
    </span>
  )
}

/** A quoted hash as its first ten and last six characters: the whole of it is in Bytes and on hover. */
const short = (quoted: string): string => `${quoted.slice(0, 11)}…${quoted.slice(59)}`
