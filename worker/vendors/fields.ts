// Fields that the rows and lists of every vendor have: ids, names that may stand open, words of open vocabularies.
import { z } from 'zod'

/** A vendor's id; a record's own id holds 512 bytes and may need room for more than this. */
export const id = z.string().regex(/^[\x21-\x7e]{1,200}$/)

/** A name that may stand open (workspace, organization, model). Cut, because a record has 65,535 bytes for everything. */
export const label = z.string().transform((text) => text.slice(0, 400).toWellFormed())

/** A value of an enumeration, known or not: kept as it is. */
export const word = z.string().transform((text) => text.slice(0, 100).toWellFormed())
