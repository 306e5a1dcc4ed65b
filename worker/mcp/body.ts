// Reads a JSON body up to a bound: a length header can lie, so the bytes are counted as they come.

/** The parsed body, `too_large` as soon as it passes `limit` bytes, or `not_json` (also for bytes that are no UTF-8). */
export async function readBounded(
  request: Request,
  limit: number,
): Promise<{ value: unknown } | 'too_large' | 'not_json'> {
  const bytes = await readBytes(request, limit)
  if (bytes === null) return 'too_large'
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)) }
  } catch {
    return 'not_json'
  }
}

/** The body's bytes, or null when there are more than `limit`. */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return null
  const whole = new Uint8Array(limit)
  let at = 0
  if (request.body === null) return whole.subarray(0, 0)
  for await (const chunk of request.body) {
    if (at + chunk.byteLength > limit) return null
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole.subarray(0, at)
}
