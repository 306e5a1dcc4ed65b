// The lists that exist once a project: walked project by project, and one project's refusal is no end of the others.
import { describe, expect, it } from 'vitest'
import { projectApiKeys } from '../../../worker/vendors/openai/project-api-keys.ts'
import { serviceAccounts } from '../../../worker/vendors/openai/service-accounts.ts'
import type { Stream } from '../../../worker/vendors/stream.ts'
import keysAnswer from '../../vectors/openai-examples/project-api-keys.json'
import accounts from '../../vectors/openai-examples/project-service-accounts.json'
import { ask, literal, pageOf, walk } from '../literal.ts'

/** A vendor with these projects, whose own lists are what `of` says. */
const vendor = (pages: Record<string, object[]>, of: (project: string, after: string | null) => Response) =>
  literal(({ url }) => {
    const after = url.searchParams.get('after')
    const within = /\/projects\/([^/]+)\//.exec(url.pathname)?.[1]
    if (within !== undefined) return of(within, after)
    const data = pages[after ?? ''] ?? []
    return Response.json({ data, has_more: after === null && Object.keys(pages).length > 1 })
  })
const refuse = (status: number) => Response.json({ error: { message: 'archived', code: null } }, { status })
const A = { id: 'proj_a', status: 'active' }
const B = { id: 'proj_b', status: 'active' }
const OLD = { id: 'proj_old', status: 'archived' }
const paths = (asked: { url: URL }[]) =>
  asked.map(({ url }) => url.pathname.replace('/v1/organization/projects', '') + (url.searchParams.get('after') ?? ''))

describe('the keys of projects', () => {
  it('seal their name and hint, and mention the member whose they are', async () => {
    const { client } = vendor({ '': [A] }, () => Response.json(keysAnswer))
    const [copilot, nightly, laptop] = (await walk(projectApiKeys, client, ask())).drafts
    expect(copilot).toEqual({
      kind: 'vendor_key',
      id: keysAnswer.data[0]?.id,
      occurredAt: '2025-05-07T01:20:00.000Z',
      data: {
        key: keysAnswer.data[0]?.id,
        status: 'active',
        project: 'proj_a',
        created_at: '2025-05-07T01:20:00.000Z',
        expires_at: null,
        created_by_type: 'user',
      },
      fields: { name: 'copilot-prod', hint: keysAnswer.data[0]?.redacted_value },
      mentions: {
        created_by: {
          email: 'Mei.Tanaka@northwind.example',
          vendorUser: `openai:${keysAnswer.data[0]?.owner.user?.id}`,
        },
      },
    })
    expect(nightly?.data).toMatchObject({
      created_by_type: 'service_account',
      created_by: keysAnswer.data[1]?.owner.service_account?.id,
    })
    expect(nightly).not.toHaveProperty('mentions')
    expect(laptop?.data.status).toBe('inactive')
  })

  it('are the same record after they were used', async () => {
    const later = { ...keysAnswer, data: keysAnswer.data.map((key) => ({ ...key, last_used_at: 1795200000 })) }
    const read = async (answer: object) =>
      (await walk(projectApiKeys, vendor({ '': [A] }, () => Response.json(answer)).client, ask())).drafts
    expect(await read(later)).toEqual(await read(keysAnswer))
  })

  it('of nobody, or of an owner of tomorrow, are records all the same', async () => {
    const owners = [undefined, null, { type: 'ghost' }, { type: 'user', user: {} }, { type: 'service_account' }]
    const data = owners.map((owner, at) => ({ id: `key_${at}`, owner }))
    const { drafts } = await walk(projectApiKeys, vendor({ '': [A] }, () => Response.json({ data })).client, ask())
    expect(drafts.map((draft) => draft.data.created_by_type)).toEqual([null, null, null, 'user', null])
    for (const draft of drafts) expect(draft).not.toHaveProperty('mentions')
  })
})

describe.each<[string, Stream, string[]]>([
  ['project_api_keys', projectApiKeys, ['/proj_a/api_keys', '/proj_old/api_keys', '/proj_b/api_keys']],
  ['service_accounts', serviceAccounts, ['/proj_a/service_accounts', '/proj_b/service_accounts']],
])('%s', (_, stream, expected) => {
  it('are walked project by project and page by page, one request a page', async () => {
    const { client, asked } = vendor({ '': [A, OLD], proj_old: [B] }, (project, after) =>
      Response.json({
        data: [{ id: `x_${project}_${after ?? ''}` }],
        has_more: project === 'proj_a' && after === null,
      }),
    )
    const { drafts, tokens } = await walk(stream, client, ask())
    const [first = '', ...rest] = expected
    const [second = '', third] = rest
    const within = [first, `${first}x_proj_a_`]
    const all = third === undefined ? ['', ...within, 'proj_old', second] : ['', ...within, second, 'proj_old', third]
    expect(paths(asked)).toEqual(all)
    expect(tokens).toHaveLength(asked.length - 1)
    expect(drafts.map(({ data }) => data.project)).toHaveLength(expected.length + 1)
  })

  it.each([400, 404])('skip only the project that answers %i', async (status) => {
    const { client } = vendor({ '': [A, B] }, (project) =>
      project === 'proj_b' ? refuse(status) : Response.json({ data: [{ id: 'x_1' }] }),
    )
    expect((await walk(stream, client, ask())).drafts).toHaveLength(1)
    const last = await stream.page(client, ask({ token: await tokenAt(stream, client, 2) }))
    expect(pageOf(last)).toMatchObject({ drafts: [], next: null, manifest: { status, items: 0, bytes: 0 } })
  })

  it('that no active project gives are a fault, so that nothing is taken for vanished', async () => {
    const { client } = vendor({ '': [A] }, () => refuse(404))
    const result = await stream.page(client, ask({ token: await tokenAt(stream, client, 1) }))
    expect(result).toMatchObject({ ok: false, fault: { code: 'not_found' } })
  })

  it.each([401, 403, 429, 500])('stop at a project that answers %i', async (status) => {
    const { client } = vendor({ '': [A, B] }, () => refuse(status))
    const result = await stream.page(client, ask({ token: await tokenAt(stream, client, 1) }))
    expect(result).toMatchObject({ ok: false, fault: { status } })
  })

  it('of an organization without projects are none', async () => {
    const { client } = vendor({ '': [] }, () => refuse(500))
    expect(await walk(stream, client, ask())).toEqual({ drafts: [], tokens: [] })
  })

  it('start over with a token nobody here wrote', async () => {
    const { client, asked } = vendor({ '': [A] }, () => Response.json({ data: [] }))
    await stream.page(client, ask({ token: '{"left":"everything"}' }))
    expect(paths(asked)).toEqual([''])
  })
})

/** The token after so many pages. */
async function tokenAt(stream: Stream, client: Parameters<Stream['page']>[0], pages: number): Promise<string | null> {
  let token: string | null = null
  for (let at = 0; at < pages; at++) token = pageOf(await stream.page(client, ask({ token }))).next
  return token
}

describe('service accounts', () => {
  it('have their project and role in the open and their name sealed', async () => {
    const { client } = vendor({ '': [A] }, () => Response.json(accounts))
    const [nightly, ci] = (await walk(serviceAccounts, client, ask())).drafts
    expect(nightly).toEqual({
      kind: 'service_account',
      id: accounts.data[0]?.id,
      occurredAt: '2026-02-10T09:00:00.000Z',
      data: {
        service_account: accounts.data[0]?.id,
        project: 'proj_a',
        role: 'member',
        created_at: '2026-02-10T09:00:00.000Z',
      },
      fields: { name: 'nightly-batch' },
    })
    expect(ci?.data.role).toBe('none')
  })
})
