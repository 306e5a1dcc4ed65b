// Lists that exist once a project: our token walks the projects page by page, and within each its list. One request a page.
import { z } from 'zod'
import { id } from '../fields.ts'
import { type Fault, type Query, queryText, type VendorClient } from '../http.ts'
import { page, type Question, read } from '../read.ts'
import type { Draft, PageResult } from '../stream.ts'
import { closeToken, openToken } from '../token.ts'
import { follow, listOf, listQuestion } from './list.ts'
import { isArchived, PROJECTS, Project, WITH_ARCHIVED } from './projects.ts'

/** A page a project and more: what no organization has comes to an end all the same. */
export const MOST_PAGES = 10_000

export type PerProject<T> = {
  /** The last part of the path, below the project. */
  path: string
  item: z.ZodType<T>
  query?: Query
  /** Whether archived projects are asked too: some lists refuse those (reference section 8). */
  archived: boolean
  draft: (item: T, project: string) => Draft
}

/** `left`: projects still to ask, the first one being read from `after` on; `more`: where the list of projects goes on. */
const State = z.object({
  left: z.array(z.object({ id, archived: z.boolean() })),
  after: z.string().nullable(),
  more: z.string().nullable(),
  /** An active project refused and none has answered yet. */
  refused: z.boolean(),
  answered: z.boolean(),
})
type State = z.infer<typeof State>

const FIRST: State = { left: [], after: null, more: null, refused: false, answered: false }

/** One page: the list of projects where none is left to ask, else one page of the next project's own list. */
export async function perProjectPage<T extends { id: string }>(
  client: VendorClient,
  token: string | null,
  list: PerProject<T>,
): Promise<PageResult> {
  const state = openToken(token, State) ?? FIRST
  const [project, ...rest] = state.left
  if (project === undefined) return nextProjects(client, list, state)
  const endpoint = `${PROJECTS}/${encodeURIComponent(project.id)}/${list.path}`
  const question = listQuestion(endpoint, state.after, list.query)
  const got = await read(client, question, listOf(list.item))
  if (!got.ok) {
    const { fault } = got
    if (fault.code !== 'bad_request' && fault.code !== 'not_found') return got
    // In the middle of a project's list it is the place that is refused: without the rest, things would be taken for vanished.
    if (state.after !== null) return got
    const refused = state.refused || !project.archived
    return skipped(question, fault, { ...state, left: rest, after: null, refused })
  }
  const next = follow(got, state.after)
  if (!next.ok) return next
  const left = next.after === null ? rest : state.left
  const token2 = tokenOf({ ...state, left, after: next.after, answered: true })
  const drafts = got.value.data.map((item) => list.draft(item, project.id))
  return page(got, drafts, token2, next.after !== null)
}

async function nextProjects<T>(client: VendorClient, list: PerProject<T>, state: State): Promise<PageResult> {
  const got = await read(client, listQuestion(PROJECTS, state.more, [WITH_ARCHIVED]), listOf(Project))
  if (!got.ok) return got
  const next = follow(got, state.more)
  if (!next.ok) return next
  const left = got.value.data
    .map((project) => ({ id: project.id, archived: isArchived(project) }))
    .filter(({ archived }) => list.archived || !archived)
  return page(got, [], tokenOf({ ...state, left, after: null, more: next.after }), next.after !== null)
}

/** Null when nothing is left to ask: the last page of an inventory says what has vanished. */
const tokenOf = (state: State): string | null =>
  state.left.length === 0 && state.more === null ? null : closeToken(state)

/**
 * A page that says that one project refused: it was archived or deleted between two requests, and the others go on. Where no
 * active project answers at all, it is the list that cannot be read, and nothing may be taken for vanished.
 */
function skipped(question: Question, fault: Fault, state: State): PageResult {
  const next = tokenOf(state)
  if (next === null && state.refused && !state.answered) return { ok: false, fault }
  return {
    ok: true,
    page: {
      drafts: [],
      manifest: {
        endpoint: question.endpoint,
        query: queryText(question.query ?? []),
        status: fault.status ?? 0,
        ...(fault.requestId === undefined ? {} : { request_id: fault.requestId }),
        // The body of a refusal is not kept: this is the hash of nothing.
        page_sha256: NOTHING,
        bytes: 0,
        items: 0,
        has_more: false,
      },
      next,
    },
  }
}

/** SHA-256 of no bytes. */
const NOTHING = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
