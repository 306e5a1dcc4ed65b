// Claude Code over the whole filter, in five figures.
import type { SessionsAnswer } from '../../../../worker/http/schemas/people.ts'
import { count, money, percent, plural, tokens } from '../../format.ts'
import { Stat, Stats } from '../../ui/stat.tsx'
import { acceptedShare } from './words.ts'

interface Props {
  totals: SessionsAnswer['totals'] | undefined
  /** A record is open beside it: fewer fit. */
  narrow: boolean
}

export function SessionStats({ totals, narrow }: Props) {
  const share = totals && acceptedShare(totals)
  return (
    <Stats columns={narrow ? 3 : 5}>
      <Stat
        label="Sessions"
        value={totals && count(totals.sessions)}
        why={totals ? `of ${plural(totals.developers, 'developer')}` : ''}
      />
      <Stat
        label="Lines added"
        value={totals && count(totals.lines_added)}
        why={totals ? `${count(totals.lines_removed)} removed` : ''}
      />
      <Stat
        label="Cost"
        provenance="estimate"
        value={totals && money(totals.estimate)}
        why={totals ? `${tokens(BigInt(totals.tokens))} tokens` : ''}
      />
      {narrow ? null : (
        <>
          <Stat
            label="Accepted"
            value={totals && percent(share ?? null, 0)}
            why={totals ? `${count(totals.accepted)} of ${count(totals.accepted + totals.rejected)} suggestions` : ''}
          />
          <Stat
            label="Commits"
            value={totals && count(totals.commits)}
            why={totals ? plural(totals.pull_requests, 'pull request') : ''}
          />
        </>
      )}
    </Stats>
  )
}
