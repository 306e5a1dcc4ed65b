// The first question of a probe: all projects, because the other questions need one of them, and the organization may need the oldest.
import type { VendorClient } from '../http.ts'
import { type Read, read } from '../read.ts'
import { follow, type Listed, listOf, listQuestion } from './list.ts'
import { isArchived, PROJECTS, Project, WITH_ARCHIVED } from './projects.ts'

/** 5,000 projects: nobody waits for more. */
const MOST_PAGES = 50

export type ProjectsFound = {
  /** The first project that is not archived. */
  active: string | undefined
  /** The oldest of all, known only when all were read. */
  oldest: string | undefined
  count: number
  /** How many of them are stored and processed in the EU. */
  inEu: number
}

type Got = Read<Listed<Project>>

/** The answer to the first page, and what all pages together say. A later page that fails leaves the oldest project unknown. */
export async function readProjects(client: VendorClient): Promise<{ first: Got; found: ProjectsFound }> {
  const first = await ask(client, null)
  const rows: Project[] = []
  let got: Got = first
  let after: string | null = null
  for (let pages = 1; got.ok; pages++) {
    rows.push(...got.value.data)
    const next: ReturnType<typeof follow> = follow(got, after)
    if (next.ok && next.after === null) return { first, found: summary(rows, true) }
    if (!next.ok || pages === MOST_PAGES) break
    after = next.after
    got = await ask(client, after)
  }
  return { first, found: summary(rows, false) }
}

const ask = (client: VendorClient, after: string | null): Promise<Got> =>
  read(client, listQuestion(PROJECTS, after, [WITH_ARCHIVED]), listOf(Project))

function summary(rows: Project[], whole: boolean): ProjectsFound {
  // By time, then by id: the same project each time it is asked, in whatever order they come.
  const byAge = rows.map(({ id, created_at }) => `${created_at ?? '9999'} ${id}`).sort()
  return {
    active: rows.find((row) => !isArchived(row))?.id,
    oldest: whole ? byAge[0]?.split(' ')[1] : undefined,
    count: rows.length,
    inEu: rows.filter(({ residency }) => residency === 'EU_STORAGE_PROCESSING').length,
  }
}
