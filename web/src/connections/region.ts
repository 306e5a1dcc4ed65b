// Whether a key was refused for where the vendor keeps its data: then a person may confirm that it stays in the EU.
import type { ValidateAnswer } from '../../../worker/http/schemas/connections.ts'
import { ApiError } from '../api/client.ts'
import { hasCode } from '../api/problems.ts'

interface Tried {
  readonly answer: Pick<ValidateAnswer, 'problem'> | null
  readonly error: Error | null
}

/** What the refusal says, or null when the region is no matter. It comes as a problem of the key or as an error of the API. */
export function regionRefusal({ answer, error }: Tried): { message: string; remedy: string } | null {
  const problem = answer?.problem
  if (problem?.code === 'region_refused') return { message: problem.message, remedy: problem.remedy }
  if (error instanceof ApiError && hasCode(error, 'region_refused')) return { message: error.message, remedy: '' }
  return null
}
