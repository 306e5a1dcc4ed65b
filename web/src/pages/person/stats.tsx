// The person in five figures, of the days chosen.
import type { PersonAnswer } from '../../../../worker/http/schemas/people.ts'
import { count, money } from '../../format.ts'
import { useMay } from '../../shell/may.ts'
import { ago } from '../../time.ts'
import { Stat, Stats } from '../../ui/stat.tsx'

interface Props {
  answer: PersonAnswer
  r: string | undefined
}

export function PersonStats({ answer, r }: Props) {
  const { person, days } = answer
  const active = days.filter((one) => one.activities > 0 || one.code_sessions > 0).length
  const [seesActivity, seesSessions] = [useMay('read:activity'), useMay('read:sessions')]
  const links = { search: { r: r ?? '28d', who: person.subject } }
  return (
    <Stats columns={5}>
      <Stat
        label="Active days"
        value={count(active)}
        unit={`of ${count(days.length)}`}
        why={person.last_active ? `last active ${ago(person.last_active)}` : 'never active'}
      />
      <Stat
        label="Events"
        value={count(person.activities)}
        why="at the vendors and here"
        {...(seesActivity ? { link: { to: '/activity', ...links } as const } : {})}
      />
      <Stat
        label="Code sessions"
        value={count(person.code_sessions)}
        why={`${count(person.lines_added)} lines added`}
        {...(seesSessions ? { link: { to: '/sessions', ...links } as const } : {})}
      />
      <Stat
        label="Code cost"
        {...(person.code_estimate === null ? {} : { provenance: 'estimate' as const })}
        value={person.code_estimate === null ? null : money(person.code_estimate)}
        why={person.code_estimate === null ? 'no Claude Code in these days' : 'Claude Code only'}
      />
      <Stat label="Active keys" value={count(person.keys)} why="made by this person" />
    </Stats>
  )
}
