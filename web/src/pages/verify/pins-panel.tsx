// "Keys you trust": the pinned keys, taken away one by one, and the field that more are pasted into.
import { useState } from 'react'
import { plural } from '../../format.ts'
import { day } from '../../time.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { keysIn, type Pin } from './pins.ts'

interface Props {
  pins: readonly Pin[]
  onPin: (keys: readonly string[]) => void
  onRemove: (vkey: string) => void
}

export function PinsPanel({ pins, onPin, onRemove }: Props) {
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string>()
  function pin() {
    const found = keysIn(text)
    const first = found.wrong[0]
    if (first !== undefined) setWrong(`“${first.slice(0, 40)}” is not a verifier key: name+8 digits+base64.`)
    else if (found.keys.length === 0) setWrong('Paste a key first.')
    else {
      onPin(found.keys)
      setText('')
      setWrong(undefined)
    }
  }
  return (
    <section className="stack s2" aria-labelledby="keys-you-trust">
      <h3 id="keys-you-trust">Keys you trust</h3>
      {pins.length > 0 ? (
        <ul className="verify-pins">
          {pins.map(({ vkey, at }) => (
            <li key={vkey}>
              <span className="min-w-0 grow">
                <span className="mono cut block" title={vkey}>
                  {vkey}
                </span>
                <span className="tiny dim">pinned {day(at.slice(0, 10))}</span>
              </span>
              <IconButton
                icon="close"
                name={`Remove ${vkey.slice(0, vkey.indexOf('+'))}`}
                onClick={() => onRemove(vkey)}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <form
        className="stack s2"
        onSubmit={(event) => {
          event.preventDefault()
          pin()
        }}
      >
        <Field
          label="Paste verifier keys"
          error={wrong}
          hint={
            pins.length > 0
              ? `${plural(pins.length, 'key')} pinned, kept in this browser only.`
              : 'One a line. Without a key of your own, only the bundle says who signed it.'
          }
        >
          {(control) => (
            <TextArea
              {...control}
              mono
              rows={2}
              value={text}
              spellCheck={false}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <div>
          <Button size="sm" icon="key" type="submit">
            Pin keys
          </Button>
        </div>
      </form>
    </section>
  )
}
