// What single people really used at both vendors on a day: the same human under one name, whatever the addresses are.
import { sliceOf as anthropicSlice } from './company/usage.ts'
import { dayName, MINUTES_A_DAY, minutesPassed } from './days.ts'
import type { Member } from './openai/company/members.ts'
import { sliceOf } from './openai/company/usage.ts'
import type { World } from './world.ts'

export interface PersonDay {
  readonly day: string
  /** Tokens signed by the person (Claude Code and the Console). */
  readonly anthropic: { readonly output: number; readonly uncached: number }
  /** Of generated text on the person's own keys. */
  readonly openai: { readonly output: number; readonly requests: number }
}

/** One day of one member of the OpenAI organization; the Anthropic side is empty for those who have no account there. */
export function personTruth(world: World, member: Member, day: number): PersonDay {
  const minute = Math.min(MINUTES_A_DAY, minutesPassed(day, world.clock.now()))
  const anthropic = { output: 0, uncached: 0 }
  const openai = { output: 0, requests: 0 }
  for (const row of member.person === null ? [] : world.company.usageOf(day)) {
    if (row.personId !== member.person?.id) continue
    const counts = anthropicSlice(row, 0, minute)
    anthropic.output += counts.output
    anthropic.uncached += counts.uncached
  }
  for (const row of world.openai.usageOf(day)) {
    if (row.user !== member.id || row.product !== 'completions') continue
    const counts = sliceOf(row, 0, minute)
    openai.output += (counts.out_text ?? 0) + (counts.out_audio ?? 0)
    openai.requests += counts.requests ?? 0
  }
  return { day: dayName(day), anthropic, openai }
}
