// Check 8, anchor: the root checkpoint's proof in Bitcoin, against the headers in the bundle (LEDGER section 9.8).
import { EncodingError, fromHex } from '../bytes.ts'
import { sha256 } from '../hash.ts'
import { checkHeaders, type Headers, verifyAnchor } from '../ots/verify.ts'
import type { Findings } from './findings.ts'
import { readJcsObject } from './jcs-file.ts'

/** headers.json: `{"<height>":"<80 bytes, hex>"}`, or undefined where a member is anything else. */
export function parseHeaders(bytes: Uint8Array): Headers | undefined {
  const value = readJcsObject(bytes)
  if (value === undefined) return undefined
  const headers = new Map<number, Uint8Array>()
  for (const [height, header] of Object.entries(value)) {
    if (!/^(0|[1-9][0-9]{0,14})$/.test(height) || typeof header !== 'string' || header.length !== 160) return undefined
    try {
      headers.set(Number(height), fromHex(header))
    } catch (error) {
      if (error instanceof EncodingError) return undefined
      throw error
    }
  }
  return headers
}

/** Adds what the anchor proves of the root checkpoint file; `ots` and `headersJson` are undefined where the bundle has none. */
export function checkAnchor(
  rootFile: Uint8Array,
  ots: Uint8Array | undefined,
  headersJson: Uint8Array | undefined,
  regtest: boolean,
  findings: Findings,
): void {
  const headers = headersJson === undefined ? new Map<number, Uint8Array>() : parseHeaders(headersJson)
  if (headers === undefined) {
    findings.wrong('headers.json is not as it must be')
    return
  }
  if (ots === undefined) {
    for (const detail of checkHeaders(headers).wrong) findings.wrong(detail)
    findings.doubt('no proof yet: the anchor is pending')
    return
  }
  const { result, reasons, blocks, pending } = verifyAnchor(ots, sha256(rootFile), headers, { regtest })
  for (const reason of reasons) result === 'false' ? findings.wrong(reason) : findings.doubt(reason)
  for (const { height, time, above } of blocks) {
    findings.fact(`existed by about ${new Date(time * 1000).toISOString()}, block ${height}, ${above} headers on top`)
  }
  if (blocks.length === 0) for (const uri of pending) findings.fact(`promised by ${uri}`)
}
