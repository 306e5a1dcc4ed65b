// Projects of the company in claude.ai: a dozen rooms in which some of the chats take place.
import { dayNumber, startOf } from '../../days.ts'
import { chanceOf, idFor, pick } from '../../random.ts'
import type { Person } from '../people.ts'
import { lastJoinBefore } from './writers.ts'

export interface Project {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly instructions: string
  readonly isPrivate: boolean
  readonly owner: Person
  readonly created: number
  readonly createdAt: number
  /** Names of its documents. */
  readonly documents: readonly string[]
}

const names = [
  'Onboarding handbook',
  'Q1 product launch',
  'Støy og vibrasjon',
  'Supplier letters',
  'Qualitätshandbuch',
  'Grant application',
  'Calibration bench',
  '価格表の改訂',
  'Customer interviews',
  'دليل المستخدم',
  'Patent search',
  'Trade fair 🎪',
]
const first = dayNumber('2025-02-03')
const APART = 50

/** All twelve, oldest first; their ids are the ones that the activity feed names. */
export function projectsOf(seed: number, people: readonly Person[]): Project[] {
  return names.map((name, index) => {
    const created = first + index * APART
    const at = startOf(created) + Math.floor((8 + 8 * chanceOf(seed, `project ${name}`)) * 3_600) * 1_000
    return {
      id: idFor('claude_proj_', seed, `ref ${index}`),
      name,
      description: `Everything about: ${name}`,
      instructions: 'Answer briefly and name your sources.',
      isPrivate: index % 3 === 0,
      owner: pick(lastJoinBefore(people, created), chanceOf(seed, `owner ${name}`)),
      created,
      createdAt: at,
      documents: Array.from({ length: index % 4 }, (_, place) => `notes-${index + 1}-${place + 1}.md`),
    }
  })
}
