// Validate for OpenAI: whose key it is, and whether its data may come here at all.
import { describe, expect, it } from 'vitest'
import extra from '../../vectors/openai-examples/live-variants/costs.extra-fields.json'
import projects from '../../vectors/openai-examples/projects.json'
import { ADMIN, anonymous, except, good, IDS, lineOf, missing, ORG, probe, refuse } from './probing.ts'

describe('the organization', () => {
  it('is said by a header, else by rows of costs, else known by the oldest project', async () => {
    expect((await probe(good)).report.organization?.id).toBe(ORG)
    const costs = await probe(except([[/costs/, () => Response.json(extra)]], anonymous))
    expect(costs.report.organization?.id).toBe(extra.data[0]?.results[0]?.organization_id)
    expect((await probe(anonymous)).report.organization?.id).toBe(`of:${projects.data[0]?.id}`)
  })

  it('is the same in whatever order and on however many pages the projects come', async () => {
    const [first, ...rest] = projects.data
    const pages = except(
      [
        [
          /organization\/projects$/,
          ({ url }) =>
            Response.json(
              url.searchParams.has('after') ? { data: [first] } : { data: rest, has_more: true, last_id: 'p' },
            ),
        ],
      ],
      anonymous,
    )
    expect((await probe(pages)).report.organization?.id).toBe(`of:${first?.id}`)
  })

  it('is not guessed from a list that was not read to its end', async () => {
    const broken = except(
      [
        [
          /organization\/projects$/,
          ({ url }) =>
            url.searchParams.has('after') ? refuse(500) : Response.json({ ...projects, has_more: true, last_id: 'p' }),
        ],
      ],
      anonymous,
    )
    const { report } = await probe(broken)
    expect(report).toMatchObject({ ok: false, problem: { code: 'no_permission' } })
    expect(report.problem?.remedy).toContain('Organization administration → Read')
  })

  it('of one person, whose header would name that person, is known by its project', async () => {
    const reply = except([], (asked) => {
      const response = anonymous(asked)
      if (response instanceof Response) response.headers.set('openai-organization', 'user-3bYxKq8LmTn0PzW5aRc7VdUe')
      return response
    })
    expect((await probe(reply)).report.organization?.id).toBe(`of:${projects.data[0]?.id}`)
  })

  it('that cannot be told does not connect, though usage is read', async () => {
    const onlyUsage = except([[/projects|users|audit/, () => missing('api.management.read')]], anonymous)
    const { report } = await probe(onlyUsage)
    expect(report.ok).toBe(false)
    expect(report).not.toHaveProperty('organization')
    expect(report.problem).toMatchObject({ code: 'no_permission', message: expect.stringContaining('organization') })
  })

  it.each([
    ['usage', /projects|users$|costs|audit/],
    ['costs', /projects|users$|usage|audit/],
    ['users', /projects|usage|costs|audit/],
    ['projects', /organization\/users$|usage|costs|audit/],
  ])('connects with nothing but %s', async (id, closed) => {
    const { report } = await probe(except([[closed, () => missing('api.x.read')]]))
    expect(report).toMatchObject({ ok: true, organization: { id: ORG } })
    expect(lineOf(report, id)?.state).toBe('ok')
  })

  it('does not connect with nothing but the audit log', async () => {
    const { report } = await probe(except([[/projects|users$|usage|costs/, () => missing('api.usage.read')]]))
    expect(report).toMatchObject({ ok: false, problem: { code: 'no_permission' } })
  })
})

describe('a tenant whose data stays in the EU', () => {
  it('is refused before anything is sent', async () => {
    const { report, asked } = await probe(good, ADMIN, { euTenant: true })
    expect(report).toMatchObject({ ok: false, checklist: [], problem: { code: 'region_refused' } })
    expect(report.problem?.message).toContain('in the US')
    expect(report.problem?.remedy).toContain('confirm')
    expect(asked).toHaveLength(0)
  })

  it('connects once the residency is confirmed, with the count of its projects', async () => {
    const { report } = await probe(good, ADMIN, { euTenant: true, euConfirmed: true })
    expect(report.ok).toBe(true)
    expect(report.checklist.map(({ id }) => id)).toEqual([...IDS, 'region'])
    expect(lineOf(report, 'region')).toMatchObject({
      state: 'ok',
      detail: '1 of 3 projects have the residency EU_STORAGE_PROCESSING.',
    })
    const blind = except([[/projects/, () => missing('api.management.read')]])
    const other = await probe(blind, ADMIN, { euTenant: true, euConfirmed: true })
    expect(lineOf(other.report, 'region')?.detail).toContain('none was looked at')
  })

  it('hears of a wrong key first', async () => {
    const { report } = await probe(good, 'hello', { euTenant: true })
    expect(report.problem?.code).toBe('malformed_key')
  })
})
