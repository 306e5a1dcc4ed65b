// Words of a person's page.

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/** `One person, three identities`; digits from ten. */
export function identitiesTitle(count: number): string {
  return `One person, ${small[count] ?? String(count)} ${count === 1 ? 'identity' : 'identities'}`
}
