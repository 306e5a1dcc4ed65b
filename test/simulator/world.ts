// Everything that one simulator holds between requests, made in one place so that two simulators never share anything.
import { type Holder, keyring, secretsOf } from './anthropic/keyring.ts'
import { createOutsiders, type Outsiders } from './bitcoin/outsiders.ts'
import { type Clock, createClock } from './clock.ts'
import { lateBody } from './company/activity.ts'
import { type Company, createCompany } from './company/company.ts'
import { QUIET_MODELS_AGO, turnsBefore } from './company/turns.ts'
import { dayOf } from './days.ts'
import { defaultKnobs, type Knobs } from './knobs.ts'
import { createLateEvents, type LateEvents } from './late-events.ts'
import { createLog, type RequestLog } from './log.ts'
import { createMailbox, type Mailbox } from './mailbox.ts'
import { createOrganization, type Organization } from './openai/company/organization.ts'
import { type Holder as OpenaiHolder, keyring as openaiKeyring } from './openai/keyring.ts'
import { createWebhookSink, type WebhookSink } from './webhook-sink/sink.ts'

export interface World {
  readonly clock: Clock
  readonly knobs: Knobs
  readonly log: RequestLog
  readonly mailbox: Mailbox
  readonly webhooks: WebhookSink
  readonly late: LateEvents
  /** Tarnwick Instruments, which every key but `adminOther` and `adminQuiet` belongs to. */
  readonly company: Company
  readonly other: Company
  /** A company at which nothing unusual happens: no leak, no move, no new models. The keys `adminQuiet` and `openaiAdminQuiet`. */
  readonly quiet: Company
  readonly holders: readonly Holder[]
  /** The main company's organization at OpenAI. */
  readonly openai: Organization
  /** The other company's, all of whose projects lie in the EU. */
  readonly openaiOther: Organization
  readonly openaiQuiet: Organization
  readonly openaiHolders: readonly OpenaiHolder[]
  /** Those who vouch for checkpoints: chain, calendars, TSA, witness. */
  readonly outsiders: Outsiders
  /** An event of the main company that is dated `at` and appears only now. */
  addLateEvent(at: number, type: string): void
  /** Back to the first moment: clock, knobs, log, mailbox, corrections. */
  reset(): void
}

export interface SimulatorOptions {
  /** Same seed, same company. Default 1. */
  readonly seed?: number
  /** Source of time; default the real clock. */
  readonly now?: () => Date
  /** Milliseconds between blocks that come on their own; default 0, none do. */
  readonly blockMs?: number
  /** Chats of the main company's first two years, ten messages each; default 600. */
  readonly chats?: number
}

/** Days before the first "now" on which the key leaked. */
const LEAK_AGO = 9

/** Builds the world. The day of the leak is fixed here: moving the clock later does not move it. */
export function createWorld({ seed = 1, now = () => new Date(), blockMs = 0, chats }: SimulatorOptions): World {
  const clock = createClock(now)
  const today = dayOf(clock.now())
  const incident = today - LEAK_AGO
  const turns = turnsBefore(today)
  const size = chats === undefined ? {} : { chats }
  const company = createCompany({
    seed,
    name: 'Tarnwick Instruments',
    domain: 'tarnwick.example',
    incident,
    turns,
    ...size,
  })
  const other = createCompany({
    seed: seed + 1,
    name: 'Quillhaven Optics',
    domain: 'quillhaven.example',
    incident,
    turns,
  })
  const calm = { incident: null, turns: null, calm: { newest: today - QUIET_MODELS_AGO } }
  const quiet = createCompany({ seed: seed + 2, name: 'Stillwater Bindery', domain: 'stillwater.example', ...calm })
  const openai = createOrganization(company)
  const openaiOther = createOrganization(other, 'EU_STORAGE_PROCESSING')
  const openaiQuiet = createOrganization(quiet)
  const knobs = defaultKnobs(blockMs)
  const log = createLog()
  const outsiders = createOutsiders(clock, knobs, log)
  const world: World = {
    clock,
    knobs,
    log,
    mailbox: createMailbox(clock),
    webhooks: createWebhookSink(clock),
    late: createLateEvents(),
    company,
    other,
    quiet,
    holders: keyring(seed, company, other, quiet),
    openai,
    openaiOther,
    openaiQuiet,
    openaiHolders: openaiKeyring(seed, openai, openaiOther, openaiQuiet),
    outsiders,
    addLateEvent(at, type) {
      world.late.add(company, at, clock.now().getTime(), lateBody(company, at, type))
    },
    reset() {
      for (const day of Object.keys(world.knobs.restated)) company.restate(dayOf(new Date(day)), 1)
      Object.assign(world.knobs, defaultKnobs(blockMs))
      for (const part of [world.log, world.mailbox, world.late, openai, company.chats, other.chats]) part.clear()
      clock.reset()
      world.webhooks.clear()
      outsiders.clear()
    },
  }
  return world
}

/** `{name: secret}` of both vendors. */
export function allKeys({ holders, openaiHolders }: World): Record<string, string> {
  return { ...secretsOf(holders), ...secretsOf(openaiHolders) }
}
