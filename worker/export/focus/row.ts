// A bill line becomes a FOCUS row: whose bill, which service, how much, at which list price, and the record that says so.
import type { FocusRow } from './columns.ts'
import { fromNano, plain } from './decimal.ts'
import type { BillLine, Dimensions } from './line.ts'
import { type Pricing, pricingOf } from './pricing.ts'
import type { Known } from './quantity.ts'

/** What is known beside the records, of the moment of the export. Nothing of it names a person. */
export type Around = {
  /** Name of a vendor's organization. */
  accountName: (vendor: string, organization: string | null) => string
  /** The account of lines that name no organization. */
  fallbackAccount: string
  workspaceName: (vendor: string, id: string | null) => string
  /** Tags of a workspace's costs on a day: team, cost centre. */
  tagsOf: (place: Pick<Dimensions, 'vendor' | 'workspace' | 'day'>) => Readonly<Record<string, string>>
}

const VENDORS = {
  anthropic: { name: 'Anthropic', service: 'Claude API', place: 'Workspace' },
  openai: { name: 'OpenAI', service: 'OpenAI API', place: 'Project' },
} as const

const REGIONS: Readonly<Record<string, string>> = { us: 'United States', eu: 'European Union' }

/** `2026-11-20` → that day and the next, the month and the next: ends are exclusive. */
function periods(day: string) {
  const [year = '', month = ''] = day.split('-')
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
  const ahead = new Date(Date.UTC(Number(year), Number(month), 1)).toISOString().slice(0, 10)
  return {
    BillingPeriodStart: `${year}-${month}-01T00:00:00Z`,
    BillingPeriodEnd: `${ahead}T00:00:00Z`,
    ChargePeriodStart: `${day}T00:00:00Z`,
    ChargePeriodEnd: `${next}T00:00:00Z`,
  }
}

/** `cache_read_input_tokens` → `Cache read input tokens`. */
function inWords(name: string): string {
  const words = name.replace(/[_.]+/g, ' ').trim()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** JSON without the members that are not known; null where none is. */
function details(members: Record<string, string | null>): string | null {
  const known = Object.entries(members).filter(([, value]) => value !== null)
  return known.length === 0 ? null : JSON.stringify(Object.fromEntries(known))
}

/** Vendor, model, meter; what a line is called where it names no model. A price is that, at a tier, in a window, a region, a speed. */
function skuOf(line: BillLine, by: Pricing['by']) {
  const { vendor, model, tokenType, costType, description, tier, contextWindow, geo, speed } = line
  const meter = tokenType ?? (costType === 'other' ? null : costType)
  const id =
    model === null ? [vendor, meter ?? description ?? 'other'] : [vendor, model, meter ?? description ?? 'other']
  const price = [...id, tier ?? 'standard', contextWindow ?? 'any', geo ?? 'global', ...(speed === null ? [] : [speed])]
  return {
    SkuId: id.join(':'),
    SkuMeter: inWords(meter ?? description ?? 'other'),
    SkuPriceId: [...price, ...(by === 'amount' ? ['amount'] : [])].join(':'),
    SkuPriceDetails: details({
      x_Model: model,
      x_TokenType: tokenType,
      x_CostType: costType,
      x_ServiceTier: tier,
      x_ContextWindow: contextWindow,
      x_InferenceGeo: geo,
      x_Speed: speed,
      x_PricedBy: by === 'amount' ? 'amount' : null,
    }),
  }
}

/** What a line without a description is for. */
function described({ description, model, tokenType, costType, tier, contextWindow }: BillLine): string {
  const what = [model, tokenType ?? costType].filter((part) => part !== null).join(' ')
  const how = [tier, contextWindow].filter((part) => part !== null).join(', ')
  return description ?? `${what === '' ? 'Charge' : what}${how === '' ? '' : ` (${how})`}`
}

/** A negative line is a credit: it has no quantity and no price, and its list cost is itself. */
function measured(line: BillLine, known: Known | undefined, pricing: Pricing) {
  if (line.nano < 0n) {
    const none = { ConsumedQuantity: null, ConsumedUnit: null, PricingQuantity: null, PricingUnit: null }
    const list = { ListCost: plain(fromNano(line.listed ?? line.nano)), ListUnitPrice: null, PricingCategory: null }
    return { ...none, ...list, ChargeCategory: 'Credit', ChargeFrequency: 'One-Time' }
  }
  return {
    ChargeCategory: 'Usage',
    ChargeFrequency: 'Usage-Based',
    ConsumedQuantity: known === undefined ? null : plain(known.count),
    ConsumedUnit: known?.unit ?? null,
    PricingCategory: 'Standard',
    PricingQuantity: pricing.quantity,
    PricingUnit: pricing.unit,
    ListUnitPrice: pricing.unitPrice,
    ListCost: pricing.listCost,
  }
}

/** The row of a whole line, as the vendor billed it. */
export function focusRow(line: BillLine, known: Known | undefined, around: Around): FocusRow {
  const { vendor, day, organization, workspace, source } = line
  const { name, service, place } = VENDORS[vendor]
  const amount = plain(fromNano(line.nano))
  const pricing = pricingOf(line, known)
  const tags = around.tagsOf(line)
  const placed = workspace !== null || vendor === 'anthropic'
  return {
    BilledCost: amount,
    EffectiveCost: amount,
    ContractedCost: amount,
    ...measured(line, known, pricing),
    BillingAccountId: organization ?? around.fallbackAccount,
    BillingAccountName: around.accountName(vendor, organization),
    BillingCurrency: line.currency,
    ...periods(day),
    ChargeClass: null,
    ChargeDescription: described(line),
    InvoiceIssuerName: name,
    ProviderName: name,
    PublisherName: name,
    RegionId: line.geo === 'global' ? null : line.geo,
    RegionName: line.geo === null || line.geo === 'global' ? null : (REGIONS[line.geo] ?? line.geo),
    ServiceCategory: 'AI and Machine Learning',
    ServiceName: service,
    ServiceSubcategory: 'Generative AI',
    ...skuOf(line, line.nano < 0n ? 'list' : pricing.by),
    SubAccountId: placed ? (workspace ?? 'default') : null,
    SubAccountName: placed ? around.workspaceName(vendor, workspace) : null,
    SubAccountType: placed ? place : null,
    Tags: Object.keys(tags).length === 0 ? null : JSON.stringify(tags),
    x_CostBasis: 'vendor_billed',
    x_AllocatedMethodId: null,
    x_ApiKeyId: null,
    x_ContextWindow: line.contextWindow,
    x_CostType: line.costType,
    x_InferenceGeo: line.geo,
    x_Model: line.model,
    x_RecordHash: source.hash,
    x_RecordRevision: String(source.rev),
    x_RecordSeq: String(source.seq),
    x_ServiceTier: line.tier,
    x_Speed: line.speed,
    x_Stream: source.stream,
    x_TokenType: line.tokenType,
    x_Vendor: vendor,
  }
}
