// How schedules are said: what they make, how often, and when the next one comes.
import type { Every, Schedule, Wish } from './queries.ts'

export const everyWords: Record<Every, string> = { week: 'Every week', month: 'Every month' }

export const formatWords: Record<Wish['format'], string> = {
  bundle: 'Evidence bundle',
  json: 'Records as JSON',
  focus: 'Costs as a FOCUS file',
}

/** "Evidence bundle, Anthropic only". */
export function whatWords({ kind, wish }: Pick<Schedule, 'kind' | 'wish'>): string {
  if (kind === 'digest' || wish === null) return 'Digest by mail'
  const vendor = wish.vendor === 'anthropic' ? 'Anthropic only' : wish.vendor === 'openai' ? 'OpenAI only' : 'all of it'
  return `${formatWords[wish.format]}, ${vendor}`
}
