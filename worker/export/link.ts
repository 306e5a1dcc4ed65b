// A link to one file of an export: everything that decides about it is under one MAC (DESIGN section 9).
import { utf8 } from '../ledger/bytes.ts'
import type { RootKeys } from '../vault/keys.ts'
import { urlKey } from '../vault/url-key.ts'

/** `key`: epoch of the root key. `expires`: Unix seconds. `version`: of the export's link. `volume`: from 1. */
export type Link = { id: string; key: number; expires: number; version: number; volume: number }

/** What the link does not say but its MAC covers: whose export it is, and which bytes it opens (SHA-256, hex). */
export type Behind = { tenant: string; sha256: string }

const NUMBER = '(0|[1-9][0-9]{0,14})'
const QUERY = new RegExp(`^\\?k=${NUMBER}&e=${NUMBER}&v=${NUMBER}&n=${NUMBER}&s=([A-Za-z0-9_-]{43})$`)

/** Lines, none of which can hold a newline: no two links give the same text. HEAD is allowed wherever GET is. */
export function linkText({ id, key, expires, version, volume }: Link, { tenant, sha256 }: Behind): string {
  return ['tallystick/url/1', 'GET', `/e/${id}`, key, expires, version, volume, tenant, sha256].join('\n')
}

/** Path and query of a signed link. Throws RangeError where the epoch has no root key: the caller takes the current one. */
export async function signedPath(roots: RootKeys, link: Link, behind: Behind): Promise<string> {
  const key = await urlKey(roots, link.key)
  if (key === undefined) throw new RangeError(`no root key of epoch ${link.key}`)
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(linkText(link, behind))))
  return `/e/${link.id}?k=${link.key}&e=${link.expires}&v=${link.version}&n=${link.volume}&s=${base64url(mac)}`
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

export type Presented = { link: Link; mac: Uint8Array }

/** The link in a query (`?k=…`), exactly as signedPath writes it: nothing missing, nothing more, no other order. */
export function readLink(id: string, query: string): Presented | undefined {
  const [whole, key, expires, version, volume, signature = ''] = QUERY.exec(query) ?? []
  if (whole === undefined) return undefined
  const mac = Uint8Array.from(atob(signature.replaceAll('-', '+').replaceAll('_', '/')), (byte) => byte.charCodeAt(0))
  // 43 letters carry two bits more than 32 bytes: another spelling of the same MAC is another link.
  if (base64url(mac) !== signature) return undefined
  return {
    link: {
      id,
      key: Number(key),
      expires: Number(expires),
      version: Number(version),
      volume: Number(volume),
    },
    mac,
  }
}

const NOBODY: Behind = { tenant: '', sha256: '' }
const NO_LINK: Link = { id: '', key: 0, expires: 0, version: 0, volume: 0 }

/**
 * Whether we signed this link to what is behind it. The platform compares in constant time. Where there is no such link or nothing
 * behind it, a MAC is computed and compared all the same, so that both refusals cost the same.
 */
export async function isSigned(
  roots: RootKeys,
  presented: Presented | undefined,
  behind: Behind | undefined,
): Promise<boolean> {
  const asked = presented && (await urlKey(roots, presented.link.key))
  const key = asked ?? (await urlKey(roots, roots.epoch))
  if (key === undefined) return false
  const text = linkText(presented?.link ?? NO_LINK, behind ?? NOBODY)
  const same = await crypto.subtle.verify('HMAC', key, new Uint8Array(presented?.mac ?? new Uint8Array(32)), utf8(text))
  return same && asked !== undefined && behind !== undefined
}
