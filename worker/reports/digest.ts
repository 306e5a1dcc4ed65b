// The digest of a week or month: what the first screen says of those days, cut down to what its reader may see, as a mail.
import { readOverview } from '../db/tenant/overview.ts'
import type { ScheduleRow } from '../db/tenant/schedules.ts'
import { openReading } from '../http/reading.ts'
import { type Digest, digestLetter } from '../mail/digest-letter.ts'
import type { Mail } from '../mail/mail.ts'
import { homeOf } from '../region.ts'
import { withLedger } from '../tenant/reach.ts'
import { type Asking, everyOf, type Reported } from './asking.ts'
import { readOutlook } from './outlook.ts'
import { type Every, periodDays, periodWords } from './periods.ts'

const VENDORS: Readonly<Record<string, string>> = { anthropic: 'Anthropic', openai: 'OpenAI' }
/** People named in a digest. */
const TOP = 3

export async function sendDigest(asking: Asking, row: ScheduleRow): Promise<Reported> {
  const mail = await digestMail(asking, everyOf(row), row.nextPeriod)
  if (mail === null) return { ok: false, code: 'not_allowed' }
  await asking.ports.sendMail(asking.env, mail)
  return { ok: true }
}

/** The mail itself; null where the reader's role sees no costs. */
export async function digestMail(
  { env, tenant, member, permissions }: Pick<Asking, 'env' | 'tenant' | 'member' | 'permissions'>,
  every: Every,
  start: string,
): Promise<Mail | null> {
  if (!permissions.has('read:usage') || !permissions.has('read:costs')) return null
  const range = periodDays(every, start)
  const reading = await openReading(env, { tenant })
  const { db, today, directory, stitched } = reading
  const people = permissions.has('read:people')
  const [screen, { size }, outlook] = await Promise.all([
    readOverview(db, tenant.id, { range, today }, directory, await stitched()),
    withLedger(homeOf(env, tenant.region), tenant.id, async (ledger) => await ledger.state()),
    readOutlook(env, tenant.region, reading, range, people),
  ])
  const billed = screen.days.flatMap(({ vendors }) => vendors)
  const names = [...new Set(billed.map(({ vendor }) => vendor))].sort()
  const digest: Digest = {
    organization: tenant.name,
    every,
    words: periodWords(every, start),
    from: range.from,
    to: range.to,
    billed: { now: screen.cost.billed, before: screen.cost.previous, mostly: screen.cost.mostly },
    unbilled: unbilledOf(screen.days),
    tokens: { now: screen.tokens.total, before: screen.tokens.previous, mostly: screen.tokens.mostly },
    vendors: names.map((vendor) => ({
      name: VENDORS[vendor] ?? vendor,
      billed: String(billed.reduce((sum, one) => (one.vendor === vendor ? sum + BigInt(one.billed) : sum), 0n)),
    })),
    people: { active: screen.people.active, before: screen.people.previous },
    top: people ? screen.top_people.slice(0, TOP).map(named) : [],
    notes: [...outlook.notes, ...screen.needs.map(({ title, href }) => ({ words: title, path: href }))],
    month: outlook.month,
    records: size,
  }
  return digestLetter(env.APP_URL, member.email, digest)
}

function named({ name, email, subject, estimate }: Awaited<ReturnType<typeof readOverview>>['top_people'][number]) {
  return { name: name ?? email ?? subject, estimate: estimate.nano, partly: estimate.rows_without_price > 0 }
}

/** What days without any bill line are worth by the price list. */
function unbilledOf(days: Awaited<ReturnType<typeof readOverview>>['days']): Digest['unbilled'] {
  const open = days.filter(({ vendors }) => vendors.length === 0)
  return {
    nano: String(open.reduce((sum, { estimate }) => sum + BigInt(estimate ?? 0), 0n)),
    withoutPrice: 0,
  }
}
