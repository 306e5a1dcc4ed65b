// The person in five figures, of the days chosen.
import type { LinkProps } from '@tanstack/react-router'
import type { PersonAnswer } from '../../../../worker/http/schemas/people.ts'
import { estimateWords, tokensOf } from '../../figures/spend.ts'
import { count, plural, tokens } from '../../format.ts'
import { useMay } from '../../shell/may.ts'
import { ago } from '../../time.ts'
import { Stat, Stats } from '../../ui/stat.tsx'
import { vendorNames } from '../../ui/vendors.ts'

interface Props {
  answer: PersonAnswer
  r: string | undefined
}

export function PersonStats({ answer, r }: Props) {
  const { person, days } = answer
  const active = days.filter((one) => one.activities > 0 || one.code_sessions > 0).length
  const may = { activity: useMay('read:activity'), sessions: useMay('read:sessions'), usage: useMay('read:usage') }
  const range = r ?? '28d'
  const links = { search: { r: range, who: person.subject } }
  const usage: { link: LinkProps } = {
    link: { to: '/usage', search: { r: range, person: [person.subject], vendor: undefined } },
  }
  const spent = person.spend.length > 0
  return (
    <Stats columns={5}>
      <Stat
        label="Spend"
        {...(spent ? { provenance: 'estimate' as const } : {})}
        value={spent ? estimateWords(person.estimate) : null}
        why={spent ? `at ${person.spend.map((one) => vendorNames[one.vendor]).join(' and ')}` : 'no use in these days'}
        {...(spent && may.usage ? usage : {})}
      />
      <Stat
        label="Tokens"
        value={spent ? tokens(tokensOf(person.spend)) : null}
        why={spent ? 'with those of keys held' : 'no use in these days'}
        {...(spent && may.usage ? usage : {})}
      />
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
        {...(may.activity ? { link: { to: '/activity', ...links } as const } : {})}
      />
      <Stat
        label="Code sessions"
        value={count(person.code_sessions)}
        why={`${plural(person.lines_added, 'line')} added`}
        {...(may.sessions ? { link: { to: '/sessions', ...links } as const } : {})}
      />
    </Stats>
  )
}
