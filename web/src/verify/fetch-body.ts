// Files of the ledger (proofs, tiles) as they are: the same errors as the JSON calls, but bodies that are not JSON.
import { ApiError } from '../api/client.ts'

/** The answer with its body unread. Throws ApiError when there is none or it says no. */
export async function fetchBody(path: string, signal?: AbortSignal): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, signal ? { signal } : {})
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError(0, 'network', 'The server did not answer. Look at your connection, then ask again.')
  }
  if (response.ok) return response
  const words = `The server answered ${response.status} for a file of the ledger.`
  throw new ApiError(response.status, 'unreadable', words, response.headers.get('x-request-id'))
}
