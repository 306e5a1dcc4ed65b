// Where a bundle is dropped or chosen. Dropping works on the whole window, so that a near miss does not leave the page.
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { ProofGlyph } from '../../ui/proof.tsx'

interface Props {
  again: boolean
  onFile: (file: File) => void
}

export function DropZone({ again, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const take = useRef(onFile)
  take.current = onFile
  useEffect(() => {
    const stop = new AbortController()
    const { signal } = stop
    addEventListener(
      'dragover',
      (event) => {
        event.preventDefault()
        setOver(true)
      },
      { signal },
    )
    addEventListener('dragleave', (event) => event.relatedTarget === null && setOver(false), { signal })
    addEventListener(
      'drop',
      (event) => {
        event.preventDefault()
        setOver(false)
        const file = event.dataTransfer?.files[0]
        if (file) take.current(file)
      },
      { signal },
    )
    return () => stop.abort()
  }, [])
  return (
    <div className="verify-drop" data-over={over}>
      <span className="mark" aria-hidden="true">
        <ProofGlyph state="checkpointed" size={3} />
      </span>
      <b>{again ? 'Drop another bundle here' : 'Drop a bundle here'}</b>
      <span className="small dim">.zip or .json, up to 512 MiB unpacked</span>
      <input
        ref={input}
        type="file"
        className="sr"
        tabIndex={-1}
        aria-label="Bundle"
        accept=".zip,.json,application/zip,application/json"
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) onFile(file)
          event.target.value = ''
        }}
      />
      <Button size="sm" kind={again ? 'plain' : 'primary'} onClick={() => input.current?.click()}>
        Choose a file
      </Button>
    </div>
  )
}
