// A reason as a person types it: counted, and long enough to say something.

/** The API's own least length. */
export const leastReason = 20
export const mostReason = 1000

/** Characters as the API counts them: UTF-16 units without the space around. */
export const reasonLength = (typed: string): number => typed.trim().length

export const isReason = (typed: string): boolean => {
  const length = reasonLength(typed)
  return length >= leastReason && length <= mostReason
}

/** `42 of at least 20 characters`. */
export const reasonCount = (typed: string): string => `${reasonLength(typed)} of at least ${leastReason} characters`
