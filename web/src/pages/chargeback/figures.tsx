// What the Chargeback page shows once it is read: state, sums, teams, the open lines, the method.
import type { ChargebackAnswer } from '../../../../worker/http/schemas/chargeback.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { Panel } from '../../ui/page.tsx'
import { Provenance } from '../../ui/provenance.tsx'
import { ChargebackLines } from './lines.tsx'
import { StateNote } from './state.tsx'
import { ChargebackStats } from './stats.tsx'
import { TeamsTable } from './teams-table.tsx'
import { POOL } from './words.ts'

export interface ChargebackSearch {
  readonly team?: string | undefined
  readonly sort?: string | undefined
}

interface Props {
  answer: ChargebackAnswer
  search: ChargebackSearch
  may: boolean
  set: (next: ChargebackSearch) => void
}

export function ChargebackFigures({ answer, search, may, set }: Props) {
  const open = search.team ?? (answer.teams.length === 0 ? POOL : undefined)
  return (
    <>
      <StateNote answer={answer} />
      <ChargebackStats answer={answer} />
      <Panel title="By team" mark={<Provenance kind="allocated" />} section>
        {answer.teams.length === 0 ? <NoTeam may={may} /> : <TeamsTable answer={answer} search={search} set={set} />}
      </Panel>
      {open === undefined ? null : (
        <ChargebackLines answer={answer} open={open} onClose={() => set({ team: undefined })} />
      )}
      <Panel title="How the amounts come about" section>
        <ul className="stack s1 read small sub">
          {answer.method.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Panel>
    </>
  )
}

function NoTeam({ may }: { may: boolean }) {
  return (
    <Empty
      icon="people"
      title="No team yet"
      action={
        may ? (
          <ButtonLink size="sm" to="/settings" search={{ part: 'teams' }}>
            Add the first team
          </ButtonLink>
        ) : null
      }
    >
      The whole bill stays in the shared pool until there is a team, and rules that say which workspaces, keys and
      people are whose.
    </Empty>
  )
}
