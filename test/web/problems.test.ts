// What a form says when the API refuses it.
import { describe, expect, test } from 'vitest'
import { ApiError } from '../../web/src/api/client.ts'
import { fieldProblem, formProblem, hasCode } from '../../web/src/api/problems.ts'

const invalid = (...details: unknown[]) =>
  new ApiError(400, 'invalid_request', 'The request is not valid.', 'req_1', details)

describe('a refused form', () => {
  test('says the problem at the field that the API names', () => {
    const error = invalid({ path: 'body.name', problem: 'must not be empty' })
    expect(fieldProblem(error, 'name', 'The name')).toBe('The name must not be empty.')
    expect(fieldProblem(error, 'email', 'The address')).toBeUndefined()
  })

  test('finds the field of an item in a list', () => {
    const error = invalid({ path: 'body.scopes[0]', problem: 'must be a scope' })
    expect(fieldProblem(error, 'scopes', 'The list')).toBe('The list must be a scope.')
  })

  test('says nothing twice: fields that speak for themselves silence the foot', () => {
    const error = invalid({ path: 'body.name', problem: 'must not be empty' })
    expect(formProblem(error, ['name'])).toBeUndefined()
    expect(formProblem(error, ['email'])).toBe('The request is not valid.')
    expect(formProblem(error)).toBe('The request is not valid.')
  })

  test('speaks at the foot when one of two problems has no field on the screen', () => {
    const error = invalid({ path: 'body.name', problem: 'x' }, { path: 'body', problem: 'has unknown keys' })
    expect(formProblem(error, ['name'])).toBe('The request is not valid.')
  })

  test('repeats the API for every other code', () => {
    const error = new ApiError(409, 'last_owner', 'This is the last owner.')
    expect(formProblem(error, ['name'])).toBe('This is the last owner.')
    expect(hasCode(error, 'last_owner')).toBe(true)
    expect(hasCode(error, 'conflict')).toBe(false)
  })

  test('survives details of another shape', () => {
    expect(fieldProblem(invalid(null, 5, {}), 'name', 'The name')).toBeUndefined()
    expect(formProblem(new ApiError(400, 'invalid_request', 'No.', null, 'text'), ['name'])).toBe('No.')
  })

  test('is silent without an error, and plain about a fault of the page', () => {
    expect(formProblem(null)).toBeUndefined()
    expect(formProblem(new TypeError('x is undefined'))).toMatch(/page itself failed/)
    expect(hasCode(new TypeError('x'), 'internal')).toBe(false)
  })
})
