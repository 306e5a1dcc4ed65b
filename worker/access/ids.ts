// Ids of accounts. Random, so that one never tells about another; knowing one is no authority.

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** `prefix_` + 26 letters of lower-case Crockford base32: 130 random bits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomLetters(26)}`
}

/** 5 random bits a letter. */
export function randomLetters(length: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => ALPHABET[byte % 32]).join('')
}

export const newRequestId = (): string => newId('req')
export const newActId = (): string => newId('act')
export const newInvitationId = (): string => newId('inv')
