// The organization at the second vendor as one object: its directory, and every stream of any day, computed on demand and cached.
import type { Company } from '../../company/company.ts'
import { dayOf, startOf } from '../../days.ts'
import { type AuditEvent, auditOf, extraEvent } from './audit.ts'
import { type BillLine, blockedCell, cellOf, linesOfRow, trainingLines } from './bill.ts'
import { type Extra, extraRows, extrasOf } from './extras.ts'
import { openaiId } from './ids.ts'
import { lanesOf } from './lanes.ts'
import { type Members, membersOf } from './members.ts'
import {
  keysOf,
  type Project,
  type ProjectKey,
  projectsOf,
  type ServiceAccount,
  serviceAccountsOf,
} from './projects.ts'
import { type Special, specialsOf } from './specials.ts'
import { completionRows, type UsageRow } from './usage.ts'

export interface Organization {
  readonly seed: number
  readonly id: string
  readonly domain: string
  readonly members: Members
  readonly projects: readonly Project[]
  readonly serviceAccounts: readonly ServiceAccount[]
  readonly keys: readonly ProjectKey[]
  /** Names and ids of the hard cases, for tests. */
  readonly specials: Special
  /** Rows of a whole day; the caller cuts the part that has passed. */
  usageOf(day: number): readonly UsageRow[]
  /** Lines of the bill of a day between two minutes, as the vendor shows them at a moment. */
  billOf(day: number, fromMinute: number, toMinute: number, now: Date, isLong: boolean): readonly BillLine[]
  /** Model, tier and batch flag whose requests were blocked that day: in usage, not billed. */
  blockedOn(day: number): string | null
  /** Events of a day that are visible at a moment, oldest first. */
  auditOf(day: number, now: Date): readonly AuditEvent[]
  /** The vendor corrects a day: its usage and costs are scaled from now on. */
  restate(day: number, factor: number): void
  /** A line item of a day is charged to the default project from now on, so that its old tuple vanishes. */
  moveLine(day: number, lineItem: string): void
  /** One more key's usage of a day arrives from now on. */
  addLateUsage(day: number): void
  /** An event dated `at` (milliseconds) that appears only now. */
  addEvent(at: number, type: string): AuditEvent
  /** Takes every correction and addition back. */
  clear(): void
}

/** Bills of the late lane show up this long after their day ends. */
const LATE_BILL_DAYS = 2

/** Builds the organization over the same company. `residency` forces every project into one region. */
export function createOrganization(company: Company, residency?: string): Organization {
  const { seed, domain, people, turns, calm } = company
  const id = openaiId('org-', seed, company.name)
  const members = membersOf(seed, domain, people)
  const projects = projectsOf(seed, residency)
  const serviceAccounts = serviceAccountsOf(seed, projects)
  const keys = keysOf(seed, projects, serviceAccounts, members)
  const lanes = lanesOf(seed, keys, turns)
  const extras: readonly Extra[] = extrasOf(projects, keys)
  const specials = specialsOf(members, projects, keys)
  const staff = members.all.filter((each) => !each.isServiceAccount)
  const source = {
    seed,
    domain,
    members: staff,
    projects,
    keys,
    services: serviceAccounts,
    organization: id,
    former: members.former,
  }
  const factors = new Map<number, number>()
  const moved = new Map<number, string[]>()
  const late = new Set<number>()
  const usage = new Map<number, readonly UsageRow[]>()
  const blocked = new Map<number, string | null>()
  const audit = new Map<number, readonly AuditEvent[]>()
  let added: AuditEvent[] = []
  const research = projects.find((each) => each.name === 'Research') ?? projects[0]
  const home = projects[0]
  if (research === undefined || home === undefined) throw new Error('an organization without projects')

  const usageOf = (day: number) => {
    const known = usage.get(day)
    if (known !== undefined) return known
    const factor = factors.get(day) ?? 1
    const made = [
      ...completionRows(seed, lanes, day, factor, late.has(day), calm),
      ...extraRows(seed, extras, day, factor, calm),
    ]
    usage.set(day, made)
    return made
  }
  const blockedOn = (day: number) => {
    const known = blocked.get(day)
    if (known !== undefined) return known
    const made = blockedCell(seed, day, usageOf(day))
    blocked.set(day, made)
    return made
  }
  const forget = (day: number) => {
    usage.delete(day)
    blocked.delete(day)
  }
  return {
    seed,
    id,
    domain,
    members,
    projects,
    serviceAccounts,
    keys,
    specials,
    usageOf,
    blockedOn,
    billOf(day, from, to, now, isLong) {
      const cell = blockedOn(day)
      const isOpen = now.getTime() < startOf(day + LATE_BILL_DAYS)
      const rows = usageOf(day).filter(
        (row) => row.lane === null || (cellOf(row) !== cell && !(isOpen && row.lane.isBilledLate)),
      )
      const lines = [
        ...rows.flatMap((row) => linesOfRow(row, from, to, isLong)),
        ...trainingLines(research.id, day, research.created + 30, from, to),
      ]
      const elsewhere = moved.get(day) ?? []
      return lines.map((line) => (elsewhere.includes(line.lineItem) ? { ...line, project: home.id } : line))
    },
    auditOf(day, now) {
      const known = audit.get(day) ?? auditOf(source, day)
      audit.set(day, known)
      const more = added.filter((event) => dayOf(new Date(event.at * 1000)) === day)
      const all = more.length === 0 ? known : [...known, ...more].sort((a, b) => a.at - b.at)
      return all.filter((event) => event.at * 1000 <= now.getTime())
    },
    restate(day, factor) {
      factors.set(day, factor)
      forget(day)
    },
    moveLine(day, lineItem) {
      moved.set(day, [...(moved.get(day) ?? []), lineItem])
    },
    addLateUsage(day) {
      late.add(day)
      forget(day)
    },
    addEvent(at, type) {
      const event = extraEvent(source, added.length, at, type)
      added.push(event)
      return event
    },
    clear() {
      for (const day of [...factors.keys(), ...late]) forget(day)
      for (const store of [factors, moved, late]) store.clear()
      added = []
    },
  }
}
