// What a bundle brings for whoever opens it: verify.py and VERIFY.md, at the top of the bag. A reader needs neither.
import words from '../../verifier/VERIFY.md'
import program from '../../verifier/verify.py'
import type { Files } from '../ledger/bundle/limits.ts'
import { utf8 } from '../ledger/bytes.ts'

export const READER_FILES: Files = new Map([
  ['verify.py', utf8(program)],
  ['VERIFY.md', utf8(words)],
])
