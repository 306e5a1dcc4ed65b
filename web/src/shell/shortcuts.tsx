// The sheet of keys, and the switch that turns single keys off.
import { setSingleKeys, usePreferences } from '../prefs/theme.ts'
import { Switch } from '../ui/choice.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/marks.tsx'
import { usePlaces } from './use-places.ts'

type Group = readonly [string, readonly (readonly [string, readonly string[]])[]]

const groups: readonly Group[] = [
  [
    'Lists and records',
    [
      ['Next, previous row', ['j', 'k']],
      ['Open', ['Enter']],
      ['Close, then clear', ['Esc']],
      ['Verify the open record', ['v']],
      ['Copy its hash', ['y']],
      ['Copy the link to this view', ['l']],
    ],
  ],
  [
    'This page',
    [
      ['Search in page', ['/']],
      ['Add a filter', ['f']],
      ['Date range', ['d']],
      ['Earlier, later period', ['[', ']']],
      ['Chart or table', ['t']],
    ],
  ],
  [
    'Everywhere',
    [
      ['Search or jump to', ['Ctrl', 'K']],
      ['These keys', ['?']],
      ['Light or dark', ['.']],
    ],
  ],
]

export default function Shortcuts({ onClose }: { onClose: () => void }) {
  const { singleKeys } = usePreferences()
  const goTo: Group = ['Go to', usePlaces().all.map(({ word, key }) => [word, ['g', key]] as const)]
  return (
    <Dialog open wide onClose={onClose} title="Keyboard shortcuts">
      <div className="keys-sheet">
        {[goTo, ...groups].map(([title, keys]) => (
          <section key={title}>
            <h3 className="mb-2">{title}</h3>
            <dl>
              {keys.map(([word, caps]) => (
                <div key={word} className="contents">
                  <dt className="sub">{word}</dt>
                  <dd>
                    {caps.map((cap) => (
                      <Kbd key={cap}>{cap}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Switch checked={singleKeys} onChange={setSingleKeys} label="Single keys work (Ctrl K always does)" />
    </Dialog>
  )
}
