// Reads a form that a page of ours posts: the operator's page has no script that could send JSON.

/** The fields, or null where this is no such form or it is longer than `limit` bytes: a length header can lie. */
export async function readForm(request: Request, limit: number): Promise<URLSearchParams | null> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded' || request.body === null) return null
  const decoder = new TextDecoder()
  let text = ''
  let total = 0
  for await (const chunk of request.body) {
    total += chunk.byteLength
    if (total > limit) return null
    text += decoder.decode(chunk, { stream: true })
  }
  return new URLSearchParams(text + decoder.decode())
}
