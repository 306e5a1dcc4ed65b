// What a refused form says: each problem to the field it names, the rest to the foot of the form.
import { ApiError } from './client.ts'

interface Problem {
  /** As the client wrote it: `body.name`, `body.scopes[0]`. */
  readonly path: string
  /** Without its subject: "must not be empty". */
  readonly problem: string
}

/** The problems of `invalid_request` by field; empty for every other error. */
function problemsOf(error: unknown): readonly Problem[] {
  if (!(error instanceof ApiError) || !Array.isArray(error.details)) return []
  return error.details.filter(isProblem)
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'path' in value && 'problem' in value
}

const fieldOf = (problem: Problem): string => problem.path.replace(/^body\.?/, '').replace(/[.[].*$/, '')

/**
 * The sentence for one field, or undefined when it is not the cause.
 *
 * @example fieldProblem(error, 'name', 'The name') // 'The name must not be empty.'
 */
export function fieldProblem(error: unknown, field: string, subject: string): string | undefined {
  const found = problemsOf(error).find((one) => fieldOf(one) === field)
  return found ? `${subject} ${found.problem}.` : undefined
}

/** The sentence for the form as a whole: undefined when the named fields already say everything. */
export function formProblem(error: unknown, fields: readonly string[] = []): string | undefined {
  if (error === null || error === undefined) return undefined
  if (!(error instanceof ApiError)) return 'The page itself failed here; loading it again may help.'
  const problems = problemsOf(error)
  if (problems.length > 0 && problems.every((one) => fields.includes(fieldOf(one)))) return undefined
  return error.message
}

/** Whether the error has this stable code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof ApiError && error.code === code
}
