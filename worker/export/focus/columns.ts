// The columns of our FOCUS files: FOCUS 1.2's own in the order of the alphabet, then ours, which FOCUS asks to begin with x_.

export type ColumnKind = 'decimal' | 'text' | 'instant' | 'integer'

/** Name → what its cells are. Decimals, instants and integers are text here too, in FOCUS's formats; null is an empty cell. */
export const KINDS = {
  BilledCost: 'decimal',
  BillingAccountId: 'text',
  BillingAccountName: 'text',
  BillingCurrency: 'text',
  BillingPeriodEnd: 'instant',
  BillingPeriodStart: 'instant',
  ChargeCategory: 'text',
  ChargeClass: 'text',
  ChargeDescription: 'text',
  ChargeFrequency: 'text',
  ChargePeriodEnd: 'instant',
  ChargePeriodStart: 'instant',
  ConsumedQuantity: 'decimal',
  ConsumedUnit: 'text',
  ContractedCost: 'decimal',
  EffectiveCost: 'decimal',
  InvoiceIssuerName: 'text',
  ListCost: 'decimal',
  ListUnitPrice: 'decimal',
  PricingCategory: 'text',
  PricingQuantity: 'decimal',
  PricingUnit: 'text',
  ProviderName: 'text',
  PublisherName: 'text',
  RegionId: 'text',
  RegionName: 'text',
  ServiceCategory: 'text',
  ServiceName: 'text',
  ServiceSubcategory: 'text',
  SkuId: 'text',
  SkuMeter: 'text',
  SkuPriceDetails: 'text',
  SkuPriceId: 'text',
  SubAccountId: 'text',
  SubAccountName: 'text',
  SubAccountType: 'text',
  Tags: 'text',
  /** vendor_billed, estimate (by the dated price list) or allocated (our split of one bill line, its parts sum to it). */
  x_CostBasis: 'text',
  /** How an allocated row was split. */
  x_AllocatedMethodId: 'text',
  /** The id of the key whose part it is, never a name. */
  x_ApiKeyId: 'text',
  x_ContextWindow: 'text',
  x_CostType: 'text',
  x_InferenceGeo: 'text',
  x_Model: 'text',
  /** Leaf hash of the source record, hex: SHA-256 of 0x00 and the record's bytes. */
  x_RecordHash: 'text',
  x_RecordRevision: 'integer',
  x_RecordSeq: 'integer',
  x_ServiceTier: 'text',
  x_Speed: 'text',
  x_Stream: 'text',
  x_TokenType: 'text',
  x_Vendor: 'text',
} as const satisfies Record<string, ColumnKind>

export type ColumnName = keyof typeof KINDS
export type FocusRow = Readonly<Record<ColumnName, string | null>>

/** Object.keys loses which keys the table has. */
export const COLUMNS = Object.keys(KINDS) as ColumnName[]

/** A row's cells in the order of the columns. */
export const cellsOf = (row: FocusRow): (string | null)[] => COLUMNS.map((column) => row[column])

/**
 * What our data sets claim of the model's applicability criteria. Not claimed: negotiated prices (no vendor reports them),
 * commitment discounts, capacity, resources, zones, virtual currencies, further billing account types.
 */
export const CLAIMS = [
  'ACCOUNT_NAMING_SUPPORTED',
  'MULTIPLE_PRICING_CATEGORIES_SUPPORTED',
  'MULTIPLE_SUB_ACCOUNT_TYPES_SUPPORTED',
  'PUBLIC_PRICE_LIST_SUPPORTED',
  'REGION_SUPPORTED',
  'SUB_ACCOUNT_SUPPORTED',
  'TAGGING_SUPPORTED',
  'UNIT_PRICING_SUPPORTED',
  'USAGE_MEASUREMENT_SUPPORTED',
] as const
