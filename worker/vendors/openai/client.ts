// How OpenAI is spoken to: where it is and how a key is shown to it. Reference section 1.
import { type ClientOptions, type VendorClient, vendorClient } from '../http.ts'

const VERSION = '0.1.0'

/** The default; settings point it elsewhere in tests. Paths carry `/v1/organization/…` themselves. */
export const OPENAI_BASE_URL = 'https://api.openai.com'

/** A client for one Admin key. A key belongs to one organization, so no organization header goes with it. */
export function openaiClient(
  key: string,
  options: Partial<Pick<ClientOptions, 'baseUrl' | 'fetch' | 'timeoutMs' | 'maxBytes'>> = {},
): VendorClient {
  return vendorClient({
    name: 'OpenAI',
    baseUrl: OPENAI_BASE_URL,
    ...options,
    headers: { authorization: `Bearer ${key}` },
    userAgent: `Tallystick/${VERSION} (+https://tallystick.example)`,
  })
}
