// How Anthropic is spoken to: its headers, its version, its lists and its report pages. Reference sections 1 and 2.
import { type ClientOptions, type VendorClient, vendorClient } from '../http.ts'

const VERSION = '0.1.0'

/** The default; settings point it elsewhere in tests. */
export const ANTHROPIC_BASE_URL = 'https://api.anthropic.com'

/** A client for one key. 2023-06-01 because the classic reports are documented under no other version. */
export function anthropicClient(
  key: string,
  options: Partial<Pick<ClientOptions, 'baseUrl' | 'fetch' | 'timeoutMs' | 'maxBytes'>> = {},
): VendorClient {
  return vendorClient({
    name: 'Anthropic',
    baseUrl: ANTHROPIC_BASE_URL,
    ...options,
    headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' },
    userAgent: `Tallystick/${VERSION} (+https://tallystick.example)`,
  })
}

/** Needed for the `speed` dimension of the classic reports (reference section 4.1). */
export const FAST_MODE_BETA = { 'anthropic-beta': 'fast-mode-2026-02-01' }

/** Needed for the newer usage and cost endpoints (reference section 6). */
export const ANALYTICS_BETA = { 'anthropic-beta': 'analytics-usage-cost-2026-08-24' }
