// The claims that are checked in this browser, spelled once: their words, and the rule each follows.
export const claims = {
  form: { id: 'form', title: 'The record is well formed and in canonical form', rule: 'LEDGER 1, JCS' },
  leaf: { id: 'leaf', title: 'Its leaf hash is the hash of these bytes', rule: 'RFC 6962, 2.1' },
  link: { id: 'link', title: 'It links to the record before it', rule: 'LEDGER 1' },
  key: { id: 'key', title: 'The key is the one this browser pinned', rule: 'C2SP signed note' },
  signature: { id: 'signature', title: 'The checkpoint is signed by that key', rule: 'C2SP checkpoint' },
  inclusion: { id: 'inclusion', title: 'It stands in the tree under that checkpoint', rule: 'RFC 6962, 2.1.1' },
  history: { id: 'history', title: 'The ledger extends what this browser saw before', rule: 'RFC 6962, 2.1.2' },
  records: { id: 'records', title: 'Every record is well formed and stands in its place', rule: 'LEDGER 1, JCS' },
  links: { id: 'links', title: 'Every record links to the one before it', rule: 'LEDGER 1' },
  last: { id: 'last', title: 'The last record stands in the signed tree', rule: 'RFC 6962, 2.1.1' },
  root: { id: 'root', title: 'The tree rebuilt here has the signed root', rule: 'RFC 6962, 2.1' },
  head: { id: 'head', title: 'The last record is the head of the ledger', rule: 'LEDGER 1' },
} as const
