// National numbering plans of libphonenumber: whether digits are a phone number of a calling code or of any country.
//
// Only the plans are read (19 kB compressed), not the library's parser: that one takes 30 to 80 microseconds a number, and a
// megabyte of numbers holds a hundred thousand. The layout of a plan is the library's metadata version 4; a test compares.

import metadata from 'libphonenumber-js/min/metadata'

type Plan = { readonly valid: RegExp; readonly lengths: readonly number[]; readonly trunk: string }

/** Compiled on first use, then kept: data, no state of a request. */
let plans: { readonly byCode: ReadonlyMap<string, readonly Plan[]>; readonly all: readonly Plan[] } | undefined

function compile(raw: readonly unknown[]): Plan {
  const [, , pattern, lengths, , trunk] = raw
  return {
    valid: new RegExp(`^(?:${String(pattern)})$`),
    // An array of the plan's table, or an empty one
    lengths: Array.isArray(lengths) ? (lengths as readonly number[]) : [],
    trunk: typeof trunk === 'string' ? trunk : '',
  }
}

function load() {
  if (plans !== undefined) return plans
  const byCountry = new Map<string, Plan>()
  for (const [country, raw] of Object.entries(metadata.countries)) if (raw) byCountry.set(country, compile(raw))
  const byCode = new Map<string, readonly Plan[]>()
  for (const [code, countries] of Object.entries(metadata.country_calling_codes))
    byCode.set(
      code,
      countries.flatMap((country) => byCountry.get(country) ?? []),
    )
  for (const [code, raw] of Object.entries(metadata.nonGeographic)) byCode.set(code, [compile(raw)])
  plans = { byCode, all: [...byCountry.values()] }
  return plans
}

function fits(plan: Plan, national: string): boolean {
  return plan.lengths.includes(national.length) && plan.valid.test(national)
}

/** `valid`: in the plan of its country. `possible`: a calling code that exists and a length that its plan knows. */
type Standing = 'valid' | 'possible' | undefined

/** Standing of an international number without its `+`. A trunk zero after the calling code, as in +46 (0)8, is left out. */
export function internationalStanding(digits: string): Standing {
  const { byCode } = load()
  for (let length = 1; length <= 3; length++) {
    const countries = byCode.get(digits.slice(0, length))
    if (countries === undefined) continue
    const rest = digits.slice(length)
    const forms = rest.startsWith('0') ? [rest, rest.slice(1)] : [rest]
    if (forms.some((national) => countries.some((plan) => fits(plan, national)))) return 'valid'
    const isPossible = forms.some((national) => countries.some(({ lengths }) => lengths.includes(national.length)))
    return isPossible ? 'possible' : undefined
  }
  return undefined
}

/** Whether the digits, with or without the trunk prefix, are a number of some country's plan. */
export function isNationalSomewhere(digits: string): boolean {
  return load().all.some(
    (plan) =>
      fits(plan, digits) ||
      (plan.trunk !== '' && digits.startsWith(plan.trunk) && fits(plan, digits.slice(plan.trunk.length))),
  )
}
