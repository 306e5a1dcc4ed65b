// Raw DEFLATE (RFC 1951) through the platform's streams, with the size agreed beforehand.

/** Exactly `size` bytes, or undefined: broken data, more or fewer bytes than said, anything after the last block. */
export async function inflate(data: Uint8Array, size: number): Promise<Uint8Array | undefined> {
  const file = await unpack(data, size)
  if (file === undefined) return undefined
  // Some platforms ignore bytes after the last block and some refuse them. Data that is also whole without its last byte
  // carries something that nobody reads, so it is refused everywhere.
  return (await unpack(data.subarray(0, -1), size)) === undefined ? file : undefined
}

async function unpack(data: Uint8Array, size: number): Promise<Uint8Array | undefined> {
  const stream = new DecompressionStream('deflate-raw')
  const writer = stream.writable.getWriter()
  // The reading side tells what went wrong; a rejection here would only say it a second time, unhandled.
  const writing = writer.write(new Uint8Array(data)).then(() => writer.close())
  writing.catch(() => undefined)
  const out = new Uint8Array(size)
  let at = 0
  const reader = stream.readable.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      // Stop at once: a bomb that claims to be small is never unpacked whole.
      if (at + value.length > size) {
        await reader.cancel()
        return undefined
      }
      out.set(value, at)
      at += value.length
    }
    await writing
  } catch {
    return undefined
  }
  return at === size ? out : undefined
}
