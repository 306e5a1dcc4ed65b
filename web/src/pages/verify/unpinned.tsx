// Where only the bundle says whose keys signed it: those keys, to be compared with ones from elsewhere, then pinned.
import type { Report } from '../../../../worker/ledger/bundle/index.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/feedback.tsx'
import { CopyButton } from '../../ui/hash.tsx'
import type { Claims } from './claims.ts'

interface Props {
  report: Report
  claims: Claims | null
  onPin: (keys: readonly string[]) => void
}

export function Unpinned({ report, claims, onPin }: Props) {
  const doubted = report.checks.flatMap(({ detail }) =>
    detail.flatMap((line) => /only the bundle claims for (.+)$/.exec(line)?.[1] ?? []),
  )
  const keys = (claims?.vkeys ?? []).filter((vkey) => doubted.some((name) => vkey.startsWith(`${name}+`)))
  if (keys.length === 0) return null
  return (
    <div className="mt-4">
      <Note tone="warn" title="Nobody but the bundle says that these keys are the right ones.">
        Compare them with keys that you got another way: from an earlier bundle, a contract, the page of the ledger.
        Then pin them; a bundle signed by others will not pass here again.
        <ul className="stack s1 mt-2">
          {keys.map((vkey) => (
            <li key={vkey} className="verify-vkey">
              <span className="mono wrap-anywhere">{vkey}</span>
              <CopyButton value={vkey} what={`key of ${vkey.slice(0, vkey.indexOf('+'))}`} />
            </li>
          ))}
        </ul>
        <div className="mt-2">
          <Button size="sm" icon="key" onClick={() => onPin(keys)}>
            {keys.length === 1 ? 'Pin this key' : `Pin these ${keys.length} keys`}
          </Button>
        </div>
      </Note>
    </div>
  )
}
