// Which step of onboarding is shown, and how the others stand beside it.
import { describe, expect, test } from 'vitest'
import { markOf, stepOf, steps } from '../../web/src/pages/onboarding/steps.ts'

describe('the step', () => {
  test('is the organization until there is one, whatever the URL says', () => {
    for (const step of [undefined, ...steps]) expect(stepOf(step, false)).toBe('organization')
  })

  test('is Connect for an organization that is here, unless the URL names another', () => {
    expect(stepOf(undefined, true)).toBe('connect')
    for (const step of steps) expect(stepOf(step, true)).toBe(step)
  })

  test('has those before it behind it and those after it ahead', () => {
    expect(steps.map((step) => markOf(step, 'people'))).toEqual(['done', 'done', 'on', 'ahead'])
  })
})
