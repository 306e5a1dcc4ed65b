// Reported turns in words: topics, and how they compare with what the activity feed saw.
import type { Turns } from '../../../../worker/http/schemas/turns.ts'
import { count, plural } from '../../format.ts'

const topics: Readonly<Record<string, string>> = {
  coding: 'Coding',
  data: 'Data and analysis',
  translation: 'Translation',
  legal: 'Legal',
  finance: 'Finance',
  hr: 'People and hiring',
  support: 'Customer support',
  research: 'Research',
  design: 'Design',
  planning: 'Planning',
  marketing: 'Marketing',
  writing: 'Writing',
  unclassified: 'Not classified',
}

export const topicName = (topic: string): string => topics[topic] ?? topic

/** What stands under the title. The feed counts conversations and the connector turns, so neither is a share of the other. */
export function coverageWords({ turns, coverage }: Pick<Turns, 'turns' | 'coverage'>): string {
  const { chats_in_activity_feed: chats, people_in_activity_feed: seen, people_reporting: reporting } = coverage
  const told = `${plural(turns, 'turn')} from ${plural(reporting, 'person', 'people')}`
  if (chats === null || seen === null) {
    return `${told}. The activity feed has nothing of these days, so what was not reported is unknown.`
  }
  return `${told}; on the same days the activity feed saw ${plural(chats, 'new chat')} of ${count(seen)} ${seen === 1 ? 'person' : 'people'}. A chat has many turns.`
}
