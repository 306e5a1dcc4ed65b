// A browser's short-lived way to the operator's page: the token is shown once, and a cookie that was made with it stands for it.
import { sameSecret } from '../access/secret.ts'

export const PASS = 'tallystick_operator'
/** Seconds that a pass lasts. */
export const PASS_SECONDS = 3600
/** Says what is signed, so that nothing else under the same token can be taken for a pass. */
const PURPOSE = 'tallystick operator page v1'

async function sign(token: string, expiry: number): Promise<string> {
  const encoder = new TextEncoder()
  const key = await crypto.subtle.importKey('raw', encoder.encode(token), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(`${PURPOSE}\n${expiry}`)))
  return Array.from(mac, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** `<expiry in Unix seconds>.<HMAC-SHA-256>`. Another token in force ends every pass. */
export async function makePass(token: string, now: Date): Promise<string> {
  const expiry = Math.floor(now.getTime() / 1000) + PASS_SECONDS
  return `${expiry}.${await sign(token, expiry)}`
}

/** Whether this is a pass that lasts. Constant time over what decides. */
export async function isPass(token: string, pass: string | undefined, now: Date): Promise<boolean> {
  const [, text, mac] = /^(\d{1,12})\.([0-9a-f]{64})$/.exec(pass ?? '') ?? []
  if (text === undefined || mac === undefined) return false
  const expiry = Number(text)
  const genuine = await sameSecret(mac, await sign(token, expiry))
  const left = expiry - now.getTime() / 1000
  return genuine && left > 0 && left <= PASS_SECONDS
}
