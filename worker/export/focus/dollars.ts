// Nanodollars in words.
import { fromNano, plain } from './decimal.ts'

/** `12.345 USD`, every place that there is. */
export const dollars = (nano: string): string => `${plain(fromNano(BigInt(nano)))} USD`
