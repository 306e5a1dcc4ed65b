// What nobody measured and no list says. Each is a guess with its reason; `npm run scale -- --<name> <value>` takes another.
import type { Sizes } from './model.ts'

export const ASSUMED = {
  tenants: 10_000,
  /** Two years. */
  days: 730,
  /** Messages a day of the one tenant that is looked at alone. */
  messages: 50_000,
  /** Part of the tenants that lies in the larger region. */
  region: 0.7,
  /** Requests of people and scripts a tenant and day, and processor time of one. */
  visits: 200,
  visitCpuMs: 10,
  /** Seconds that an object works on a request, and on an alarm, which waits for R2 and D1. */
  callSeconds: 0.02,
  alarmSeconds: 1,
  /** Rows that D1 reads for each row it writes: sums of a day are made anew from its rows, screens read ranges. */
  readsPerWrite: 30,
  /** Seconds that a vendor takes to answer. */
  vendorSeconds: 0.7,
  /** Seconds in which a tick sends all its messages. */
  sendSeconds: 10,
} as const

export type Assumed = { [Name in keyof typeof ASSUMED]: number }

/** `company`: times the measured company. `messages`: captured a day; 0 = no compliance key. `share`: of all tenants. */
export const SIZES: Sizes = {
  small: { share: 0.7, company: 0.1, messages: 0, kinds: ['anthropic_admin'] },
  medium: {
    share: 0.25,
    company: 1,
    messages: 500,
    kinds: ['anthropic_admin', 'openai_admin', 'anthropic_compliance'],
  },
  large: {
    share: 0.05,
    company: 8,
    messages: 5_000,
    kinds: ['anthropic_admin', 'openai_admin', 'anthropic_compliance'],
  },
}
