// The nine checks with what the verifier found in each; the first false one says all of it at once.
import { Icon, type IconName } from '../../ui/icon.tsx'
import { type CheckLine, claimWords, sentence, titleOf } from './words.ts'

const looks: Record<CheckLine['result'], { icon: IconName; word: string }> = {
  ok: { icon: 'check', word: 'proven' },
  false: { icon: 'stop', word: 'false' },
  undecided: { icon: 'clock', word: 'undecided' },
  skipped: { icon: 'none', word: 'not reached' },
}
/** More than these lines of one check stand folded. */
const shown = 3

export function Checks({ checks }: { checks: readonly CheckLine[] }) {
  const firstFalse = checks.find(({ result }) => result === 'false')
  return (
    <ol className="vsteps mt-2">
      {checks.map((line) => (
        <li key={line.id} className={line.result}>
          <span className="ic">
            <Icon name={looks[line.result].icon} size={14} />
            <span className="sr">{looks[line.result].word}:</span>
          </span>
          <div className="grow min-w-0">
            <b>{titleOf(line)}</b>
            <Lines lines={line.detail.slice(0, shown)} />
            {line.detail.length > shown ? (
              <details open={line === firstFalse}>
                <summary className="small">{line.detail.length - shown} more</summary>
                <Lines lines={line.detail.slice(shown)} />
              </details>
            ) : null}
          </div>
          <span className="rule tiny">{line.result === 'ok' ? claimWords[line.id].rule : looks[line.result].word}</span>
        </li>
      ))}
    </ol>
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  return lines.map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a finished report do not move.
    <p key={index} className="small sub wrap-anywhere">
      {sentence(line)}
    </p>
  ))
}
