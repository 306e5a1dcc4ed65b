// The invented company as one object: its directory, and every stream of any day, computed on demand and cached.
import { idFor, uuidFor } from '../random.ts'
import { type Activity, activitiesOf } from './activity.ts'
import { type Chats, createChats } from './chats/chats.ts'
import { type Project, projectsOf } from './chats/projects.ts'
import { type CodeRow, codeRows } from './code.ts'
import { blockedCell, type CostLine, cellOf, type Extras, extraLines, tokenLines } from './costs.ts'
import { type ApiKey, keysOf, leakedKey } from './keys.ts'
import { lanesOf } from './lanes.ts'
import { type Person, peopleOf } from './people.ts'
import { firstDay } from './season.ts'
import type { Calm, Turns } from './turns.ts'
import { type UsageRow, usageRows } from './usage.ts'
import { type Workspace, workspacesOf } from './workspaces.ts'

export interface Company {
  readonly seed: number
  readonly name: string
  readonly domain: string
  readonly uuid: string
  /** `org_…`, the name of the same organization in the activity feed. */
  readonly tag: string
  readonly adminKeyId: string
  readonly people: readonly Person[]
  readonly workspaces: readonly Workspace[]
  readonly keys: readonly ApiKey[]
  readonly defaultWorkspaceId: string
  /** A second organization of the same tree in claude.ai. */
  readonly linked: { readonly uuid: string; readonly tag: string; readonly name: string }
  /** Projects of claude.ai; OpenAI's are another thing. */
  readonly chatProjects: readonly Project[]
  readonly chats: Chats
  /** Day of the leaked key; before all use where none leaked. */
  readonly incident: number
  /** What else turned; null at a quiet company. */
  readonly turns: Turns | null
  /** What keeps it quiet; null at the others. */
  readonly calm: Calm | null
  /** Rows of a whole day; the caller cuts the part that has passed. */
  usageOf(day: number): readonly UsageRow[]
  /** Model and tier (`model|tier`) whose requests were blocked that day: in usage, not billed. Never on the day of the leak. */
  blockedOn(day: number): string | null
  /** Cost lines of a day between two minutes. */
  costsOf(day: number, fromMinute: number, toMinute: number): readonly CostLine[]
  codeOf(day: number): readonly CodeRow[]
  activitiesOf(day: number): readonly Activity[]
  /** The vendor corrects a day: its usage and costs are scaled by `factor` from now on. */
  restate(day: number, factor: number): void
}

export interface CompanyPlan {
  readonly seed: number
  readonly name: string
  readonly domain: string
  /** Day of the leaked key; null: none leaks. */
  readonly incident: number | null
  readonly turns: Turns | null
  readonly calm?: Calm
  /** Chats of the first two years; default 600, ten messages each. */
  readonly chats?: number
}

/** Status of a key on a day: the leaked one is switched off the day after the leak. */
export function statusOn(company: Company, key: ApiKey, day: number): ApiKey['status'] {
  return key.name === leakedKey && day > company.incident ? 'inactive' : key.status
}

const CHATS = 600

function remember<T>(make: (day: number) => T): { of: (day: number) => T; forget: (day: number) => void } {
  const days = new Map<number, T>()
  const of = (day: number) => {
    const known = days.get(day)
    if (known !== undefined) return known
    const made = make(day)
    days.set(day, made)
    return made
  }
  return { of, forget: (day) => days.delete(day) }
}

/** Builds the company. Two calls with the same plan give companies that answer alike for every day. */
export function createCompany(plan: CompanyPlan): Company {
  const { seed, turns, calm = null } = plan
  const incident = plan.incident ?? firstDay - 1
  const people = peopleOf(seed, plan.domain)
  const workspaces = workspacesOf(seed)
  const keys = keysOf(seed, people, workspaces)
  const lanes = lanesOf(seed, people, workspaces, keys, incident, turns)
  const home = (name: string) => {
    const found = workspaces.find((each) => each.name === name)
    if (found === undefined) throw new Error(`no workspace ${name}`)
    return { workspaceId: found.id, from: found.created + 60 }
  }
  const extras: Extras = { codeExecution: [home('Research'), home('Data Platform')], sessions: [home('Engineering')] }
  const factors = new Map<number, number>()
  const usage = remember((day) => usageRows(seed, lanes, day, factors.get(day) ?? 1, calm))
  const blocked = remember((day) => (day === incident ? null : blockedCell(seed, day, usage.of(day))))
  const directory = {
    seed,
    people,
    workspaces,
    keys,
    tag: idFor('org_', seed, plan.name),
    uuid: uuidFor(seed, plan.name),
  }
  const chatProjects = projectsOf(seed, people)
  const adminKeyId = idFor('admin_api_key_', seed, 'admin')
  const code = remember((day) => codeRows(directory, usage.of(day), day))
  const activities = remember((day) => activitiesOf({ ...directory, adminKeyId, incident }, day))
  return {
    ...directory,
    name: plan.name,
    domain: plan.domain,
    adminKeyId,
    defaultWorkspaceId: home('Default').workspaceId,
    linked: {
      uuid: uuidFor(seed, `${plan.name} Legal`),
      tag: idFor('org_', seed, `${plan.name} Legal`),
      name: `${plan.name} Legal`,
    },
    chatProjects,
    chats: createChats({ seed, people, projects: chatProjects }, plan.chats ?? CHATS),
    incident,
    turns,
    calm,
    usageOf: usage.of,
    blockedOn: blocked.of,
    costsOf: (day, from, to) => {
      const cell = blocked.of(day)
      const billed = cell === null ? usage.of(day) : usage.of(day).filter((row) => cellOf(row) !== cell)
      return [...billed.flatMap((row) => tokenLines(row, from, to)), ...extraLines(seed, extras, day, from, to)]
    },
    codeOf: code.of,
    activitiesOf: activities.of,
    restate(day, factor) {
      factors.set(day, factor)
      usage.forget(day)
      blocked.forget(day)
      code.forget(day)
    },
  }
}
