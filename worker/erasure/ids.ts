// Ids of erasures. Knowing one opens nothing.
import { newId } from '../access/ids.ts'

export const newErasureId = (): string => newId('er')
