// Settings → Teams: the teams and their cost centres, what belongs to each from when to when, and what belongs to nobody yet.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../../../shell/may.ts'
import { Button, ButtonLink } from '../../../ui/button.tsx'
import { Empty, ErrorPanel, Note } from '../../../ui/feedback.tsx'
import { Panel } from '../../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../../ui/skeleton.tsx'
import { type Rule, rulesQuery, type Team, teamsQuery, type Unassigned } from './queries.ts'
import { RemoveTeam } from './remove-team.tsx'
import { type NewRule, RuleDialog } from './rule-dialog.tsx'
import { RulesTable } from './rules-table.tsx'
import { TeamDialog } from './team-dialog.tsx'
import { TeamsList } from './teams-list.tsx'
import { UnassignedPanel } from './unassigned.tsx'

type Open =
  | { is: 'team'; team: Team | undefined }
  | { is: 'remove'; team: Team }
  | { is: 'rule'; rule: Rule | NewRule }
  | null

export function TeamsPart() {
  const teams = useQuery(teamsQuery)
  const rules = useQuery(rulesQuery)
  const may = useMay('write:budgets')
  const [open, setOpen] = useState<Open>(null)
  const failed = teams.error ?? rules.error
  if (failed) {
    const again = () => void Promise.all([teams.refetch(), rules.refetch()])
    return <ErrorPanel what="The teams" error={failed} onRetry={again} />
  }
  const known = teams.data ?? []
  const close = () => setOpen(null)
  const assign = (found: Unassigned) =>
    setOpen({ is: 'rule', rule: { ...found, team: known[0]?.id ?? '', from: null, to: null } })
  const add = (
    <Button size="sm" icon="plus" onClick={() => setOpen({ is: 'team', team: undefined })}>
      Add team
    </Button>
  )
  return (
    <Waiting waiting={teams.isPending || rules.isPending} skeleton={<SkeletonRows rows={8} />}>
      {() => (
        <div className="stack s8">
          {may ? null : <Note>Your role reads teams; an owner, an admin or finance changes them.</Note>}
          <Panel
            title="Teams"
            end={
              <span className="row">
                <ButtonLink size="sm" to="/costs/chargeback">
                  Chargeback
                </ButtonLink>
                {may && known.length > 0 ? add : null}
              </span>
            }
          >
            {known.length === 0 ? (
              <Empty icon="people" title="No team yet" action={may ? add : null}>
                Add the teams that carry the bill. Then say which workspaces, keys and people are theirs: the chargeback
                of each month follows from it.
              </Empty>
            ) : (
              <TeamsList
                teams={known}
                may={may}
                onEdit={(team) => setOpen({ is: 'team', team })}
                onRemove={(team) => setOpen({ is: 'remove', team })}
              />
            )}
          </Panel>
          {known.length === 0 ? null : <UnassignedPanel may={may} onAssign={assign} />}
          {rules.data && rules.data.length > 0 ? (
            <Panel title="What belongs to whom" sub="The narrowest wins: a key, then a person, then a workspace.">
              <RulesTable rules={rules.data} teams={known} may={may} onEdit={(rule) => setOpen({ is: 'rule', rule })} />
            </Panel>
          ) : null}
          {open?.is === 'team' ? <TeamDialog team={open.team} onClose={close} /> : null}
          {open?.is === 'remove' ? <RemoveTeam team={open.team} onClose={close} /> : null}
          {open?.is === 'rule' ? <RuleDialog rule={open.rule} teams={known} onClose={close} /> : null}
        </div>
      )}
    </Waiting>
  )
}
