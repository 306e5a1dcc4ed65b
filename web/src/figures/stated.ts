// Which dimensions say anything in these days: one that no row states is neither a tab nor a filter.

/** The choices of a filter, as the API lists them; '' is "none stated". */
type Options = readonly { readonly value: string }[] | undefined

/** Whether some row states the dimension; yes while that is not known. */
export function isStated(options: Options): boolean {
  return options === undefined || options.some(({ value }) => value !== '')
}
