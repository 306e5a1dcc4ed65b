// Reads a ZIP of stored files as an auditor's program would: by its directory.

export function unzip(zip: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = zip.length - 22
  const files = new Map<string, Uint8Array>()
  let place = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    const [size, name, extra, comment] = [
      view.getUint32(place + 20, true),
      view.getUint16(place + 28, true),
      view.getUint16(place + 30, true),
      view.getUint16(place + 32, true),
    ]
    const local = view.getUint32(place + 42, true)
    const path = new TextDecoder().decode(zip.subarray(place + 46, place + 46 + name))
    const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    files.set(path, zip.subarray(from, from + size))
    place += 46 + name + extra + comment
  }
  return files
}
