// The kinds of tokens that the vendors price apart, and which of them are input: shared words of cache, movement and causes.

export const CACHE_WRITES = ['cache_write_5m', 'cache_write_30m', 'cache_write_1h', 'cache_write_12h'] as const
export const INPUTS = ['uncached_input', 'cache_read', ...CACHE_WRITES] as const
/** `none`: a charge that is not counted in tokens (searches, sessions, credits). */
export const TOKEN_TYPES = [...INPUTS, 'output', 'none'] as const

export type CacheWrite = (typeof CACHE_WRITES)[number]
export type TokenType = (typeof TOKEN_TYPES)[number]

const inputs: ReadonlySet<string> = new Set(INPUTS)

export const isInput = (type: TokenType): boolean => inputs.has(type)
