// Mail domains that are one: what is typed, what is sent, and under which line a refusal stands.
import { describe, expect, it } from 'vitest'
import { ApiError } from '../../web/src/api/client.ts'
import {
  domainsIn,
  isChanged,
  linesOf,
  listsOf,
  refusedLists,
} from '../../web/src/pages/settings/organization/aliases.ts'

const refusal = (...details: { path: string; problem: string }[]) =>
  new ApiError(400, 'invalid_request', 'The request is not valid.', 'req_1', details)

describe('a line of domains', () => {
  it('is read with commas, spaces or semicolons, in lower case, without the @, each once', () => {
    expect(domainsIn(' @Northwind.example,northwind.test; northwind.EXAMPLE ')).toEqual([
      'northwind.example',
      'northwind.test',
    ])
    expect(domainsIn(' , ')).toEqual([])
  })

  it('that is empty is not sent, and the others remember where they stood', () => {
    expect(listsOf(['', 'a.example b.example', ' ', 'c.example'])).toEqual({
      lists: [['a.example', 'b.example'], ['c.example']],
      lineOf: [1, 3],
    })
  })

  it('changes nothing by its spelling alone', () => {
    const stands = [['a.example', 'b.example']]
    expect(linesOf(stands)).toEqual(['a.example, b.example'])
    expect(isChanged(['A.example; b.example', ''], stands)).toBe(false)
    expect(isChanged(['a.example, b.example, c.example'], stands)).toBe(true)
    expect(isChanged([], stands)).toBe(true)
  })
})

describe('a refused list', () => {
  const sent = [['a.example', 'b.example'], ['one', 'c.example'], ['d.example']]

  it('has its sentence, with the domain that is the cause', () => {
    const { byList, whole } = refusedLists(
      refusal(
        { path: 'body.domain_aliases[1][0]', problem: 'must be a domain' },
        { path: 'body.domain_aliases[1][1]', problem: 'is the second, and not shown' },
        { path: 'body.domain_aliases[2]', problem: 'must hold two domains or more' },
        { path: 'body.name', problem: 'belongs to another form' },
      ),
      sent,
    )
    expect([...byList]).toEqual([
      [1, '“one”: must be a domain.'],
      [2, 'This list: must hold two domains or more.'],
    ])
    expect(whole).toBeUndefined()
  })

  it('may be all of them', () => {
    const { byList, whole } = refusedLists(
      refusal({ path: 'body.domain_aliases', problem: 'must be at most 20' }),
      sent,
    )
    expect([byList.size, whole]).toEqual([0, 'The lists: must be at most 20.'])
  })

  it('is none when the error says nothing of fields', () => {
    for (const error of [null, new Error('x'), new ApiError(500, 'internal', 'Broken', 'req_2', { path: 'body' })])
      expect(refusedLists(error, sent)).toEqual({ byList: new Map(), whole: undefined })
  })
})
