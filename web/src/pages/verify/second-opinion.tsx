// For who does not trust this page either: the second verifier and its command; and the switch for test networks, folded away.
import { Check } from '../../ui/choice.tsx'
import { CopyTextButton } from '../../ui/hash.tsx'
import { verifyCommand } from '../exports/commands.ts'
import type { Pin } from './pins.ts'
import { printable } from './words.ts'

interface Props {
  file: string | undefined
  pins: readonly Pin[]
  regtest: boolean
}

export function SecondOpinion({ file = 'bundle.zip', pins, regtest }: Props) {
  const pinned = pins.map(({ vkey }) => vkey)
  const command = verifyCommand(file, pinned, regtest)
  return (
    <section className="stack s2">
      <h3>Do not trust this page either?</h3>
      <p className="small sub">
        A second program, written apart from this one, gives the same answer with nothing but Python:
      </p>
      <pre className="verify-command">{printable(verifyCommand(file, [], false))}</pre>
      <div>
        <CopyTextButton value={command}>
          {pinned.length > 0 ? 'Copy command with your keys' : 'Copy command'}
        </CopyTextButton>
      </div>
    </section>
  )
}

export function TestNetworks({ regtest, onChange }: { regtest: boolean; onChange: (on: boolean) => void }) {
  return (
    <details className="fold">
      <summary>Test networks</summary>
      <Check
        label="Accept blocks without real work"
        hint="For bundles of a local try-out (regtest). Their time proves nothing."
        checked={regtest}
        onChange={(event) => onChange(event.target.checked)}
      />
    </details>
  )
}
