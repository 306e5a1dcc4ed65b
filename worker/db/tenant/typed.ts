// Lines that people typed and that lie open in D1: names of connections, teams and views, notes on exports. An erasure takes out those that tell of a person.
import { and, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { connection, exportJob, savedView, team } from './schema.ts'

/** In the place of a connection's name. */
const UNNAMED = 'Connection'

/** Doing it twice is fine. */
export async function forgetTyped(db: D1Database, tenant: string, tells: (text: string) => boolean): Promise<void> {
  const d = drizzle(db)
  const notes = await d
    .select({ id: exportJob.id, note: exportJob.note })
    .from(exportJob)
    .where(eq(exportJob.tenant, tenant))
  for (const { id } of notes.filter(({ note }) => tells(note))) {
    await d
      .update(exportJob)
      .set({ note: '' })
      .where(and(eq(exportJob.tenant, tenant), eq(exportJob.id, id)))
  }
  const names = await d
    .select({ id: connection.id, name: connection.name })
    .from(connection)
    .where(eq(connection.tenant, tenant))
  for (const { id } of names.filter(({ name }) => tells(name))) {
    await d
      .update(connection)
      .set({ name: UNNAMED })
      .where(and(eq(connection.tenant, tenant), eq(connection.id, id)))
  }
  const teams = await d
    .select({ id: team.id, name: team.name, costCenter: team.costCenter })
    .from(team)
    .where(eq(team.tenant, tenant))
  for (const { id } of teams.filter(({ name, costCenter }) => tells(`${name} ${costCenter ?? ''}`))) {
    await d
      .update(team)
      .set({ name: 'Team', costCenter: null })
      .where(and(eq(team.tenant, tenant), eq(team.id, id)))
  }
  const views = await d
    .select({ id: savedView.id, name: savedView.name, search: savedView.search })
    .from(savedView)
    .where(eq(savedView.tenant, tenant))
  for (const { id } of views.filter(({ name, search }) => tells(name) || tells(decoded(search)))) {
    await d.delete(savedView).where(and(eq(savedView.tenant, tenant), eq(savedView.id, id)))
  }
}

/** The words of an address's query, as they were typed. */
const decoded = (search: string): string => [...new URLSearchParams(search).values()].join(' ')
