// The people screen of a company at both vendors: connected through the front door, read again as time goes on, answers held to their schemas.
import type { z } from 'zod'
import { PeopleAnswer, PersonAnswer, UnmappedAnswer } from '../../worker/http/schemas/people.ts'
import type { TenantId } from '../../worker/ids.ts'
import { deliver, drain, later, message, rowsOf, type Stage } from '../pull/stage.ts'
import { ledger } from '../support/tenants.ts'
import { appOn, connectionsAt, ownerAt } from './front-door.ts'

export type Person = z.output<typeof PeopleAnswer>['people'][number]

/** A tenant with both vendors connected and read to the end. Its screens are asked for the days `from` to `to`. */
export async function peopleAt(on: Stage, from: string, to: string) {
  const { tenant, call } = await ownerAt(appOn(on))
  const door = connectionsAt(on, call)
  await door.connect('admin', 'Anthropic')
  await door.connect('openaiAdmin', 'OpenAI')
  await drain(on)
  await ledger(tenant).settle()
  const range = `from=${from}&to=${to}`
  const people = async (): Promise<Person[]> =>
    PeopleAnswer.parse((await call('GET', `/api/people?${range}`)).body).people
  const unmapped = async () => UnmappedAnswer.parse((await call('GET', `/api/people/unmapped?${range}`)).body)
  return {
    tenant,
    call,
    people,
    unmapped,
    person: async (subject: string) => PersonAnswer.parse((await call('GET', `/api/people/${subject}?${range}`)).body),
    /** Whoever has this address, whatever its case. */
    at: async (email: string) => (await people()).filter((one) => one.email?.toLowerCase() === email.toLowerCase()),
    loose: async (identity: string) => (await unmapped()).rows.find((row) => row.identity === identity),
    link: (identity: string, person: string | null) => call('POST', '/api/people/links', { identity, person }),
    readAgain: (ms: number) => readAgain(on, tenant, ms),
  }
}
export type PeopleScreen = Awaited<ReturnType<typeof peopleAt>>

/** Lets time pass and reads every stream of every connection again. */
async function readAgain(on: Stage, tenant: TenantId, ms: number): Promise<void> {
  later(ms)
  const streams = Map.groupBy(await rowsOf(tenant), ({ connection }) => connection)
  for (const [connection, own] of streams) {
    const names = own.map(({ stream }) => stream)
    await deliver(on, 'pulls', [message(tenant, connection, 'live', ...names)])
  }
  await ledger(tenant).settle()
}
