// When two e-mail addresses are the same one: the only comparison that ever makes one person of two identities by itself.
import { Groups } from './groups.ts'

/** `host` in ASCII with at least one dot, as the domain name system has it (RFC 5890). */
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{1,63}$/
/** What would end the host part of a URL, and what no domain has. */
const NOT_IN_DOMAIN = /[\s/?#@:\\%[\]<>^|]/u

/** A domain in lower case and ASCII (`bücher.example` → `xn--bcher-kva.example`), undefined when it is none. */
export function asciiDomain(said: string): string | undefined {
  const domain = said.trim()
  if (domain === '' || domain.length > 253 || NOT_IN_DOMAIN.test(domain) || !domain.includes('.')) return undefined
  const url = URL.canParse(`https://${domain}`) ? new URL(`https://${domain}`) : undefined
  // A URL reads `1.2` and `0x7f.1` as numbers of an address; a top-level domain of digits does not exist.
  if (url === undefined || !DOMAIN.test(url.hostname) || /\.\d+$/.test(url.hostname)) return undefined
  return url.hostname
}

/** Domain (ASCII) → the one that stands for it, from lists of domains that are one. Lists that share a domain are one list. */
export function domainAliases(lists: readonly (readonly string[])[]): (domain: string) => string {
  const groups = new Groups()
  for (const list of lists) {
    const [first, ...rest] = list.flatMap((said) => asciiDomain(said) ?? [])
    for (const domain of first === undefined ? [] : rest) groups.join(first ?? domain, domain)
  }
  return (domain) => groups.rootOf(domain)
}

/**
 * The form in which addresses are compared: no spaces around, NFC, lower case, domain in ASCII and through the aliases.
 * Nothing else is folded: `a+b@`, `a.b@` and `ab@` are three people until told otherwise. Undefined for what is no address,
 * which is therefore never the same as another.
 */
export function addressKey(
  said: string,
  domainOf: (domain: string) => string = (domain) => domain,
): string | undefined {
  const address = said.trim().normalize('NFC').toLowerCase().normalize('NFC')
  const at = address.lastIndexOf('@')
  const [local, domain] = [address.slice(0, at), asciiDomain(address.slice(at + 1))]
  if (at < 1 || domain === undefined || /[\s@<>,;]|\p{Cc}/u.test(local)) return undefined
  return `${local}@${domainOf(domain)}`
}
