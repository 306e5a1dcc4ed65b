// Turns that people reported from Claude through the connector, beside Claude Code: how many, about what, and how much they cover.
import { Link } from '@tanstack/react-router'
import type { SessionsAnswer } from '../../../../worker/http/schemas/people.ts'
import { atLeast, count, percent, plural, tokens } from '../../format.ts'
import { personName } from '../../records/words.ts'
import { ago } from '../../time.ts'
import { Panel } from '../../ui/page.tsx'
import { Stat, Stats } from '../../ui/stat.tsx'
import { type Column, Table } from '../../ui/table.tsx'
import { coverageWords, topicName } from './turn-words.ts'

type Turns = SessionsAnswer['turns']
type Person = Turns['people'][number]

/** Nothing where no turn was reported: Settings says how to begin. `alone`: on one person's page, without the list of people. */
export function TurnsPart({ turns, alone }: { turns: Turns; alone?: boolean }) {
  if (turns.turns === 0) return null
  const all = BigInt(turns.input_tokens) + BigInt(turns.output_tokens)
  return (
    <Panel
      title={alone ? 'Claude, reported by the person' : 'Claude, reported by people'}
      section
      sub={coverageWords(turns)}
    >
      <Stats columns={3}>
        <Stat label="Turns" value={count(turns.turns)} why={`of ${plural(turns.people.length, 'person', 'people')}`} />
        <Stat
          label="Tokens"
          provenance="estimate"
          value={turns.without_tokens === turns.turns ? null : atLeast(tokens(all), turns.without_tokens > 0)}
          why={turns.without_tokens === 0 ? 'as the client estimates' : `${count(turns.without_tokens)} turns without`}
        />
        <Stat
          label="Topics"
          value={`${count(turns.classified)} of ${count(turns.turns)}`}
          why="classified, by rules over one sentence"
        />
      </Stats>
      <div className="grid2 mt-4">
        <Table name="Topics" columns={topicColumns(turns.turns)} rows={topicRows(turns)} keyOf={({ topic }) => topic} />
        {alone ? null : (
          <Table name="People" columns={personColumns} rows={turns.people} keyOf={({ who }) => who.subject} />
        )}
      </div>
    </Panel>
  )
}

type TopicRow = Turns['topics'][number]

const topicRows = ({ topics, turns, classified }: Turns): TopicRow[] =>
  classified === turns ? topics : [...topics, { topic: 'unclassified', turns: turns - classified }]

const topicColumns = (all: number): Column<TopicRow>[] => [
  { id: 'topic', head: 'Topic', cell: ({ topic }) => topicName(topic) },
  { id: 'turns', head: 'Turns', num: true, cell: ({ turns }) => count(turns) },
  { id: 'share', head: 'Share', num: true, hide: 'p4', cell: ({ turns }) => percent(turns / all, 0) },
]

const personColumns: Column<Person>[] = [
  {
    id: 'who',
    head: 'Person',
    cell: ({ who }) => (
      <Link className="plain" to="/people/$personId" params={{ personId: who.subject }}>
        {personName(who) ?? 'No name'}
      </Link>
    ),
  },
  { id: 'turns', head: 'Turns', num: true, cell: ({ turns }) => count(turns) },
  { id: 'last', head: 'Last turn', hide: 'p4', cell: ({ last }) => ago(last) },
]
