// Ids of what is done with captured texts. Knowing one opens nothing.
import { newId } from '../access/ids.ts'

export const newHoldId = (): string => newId('hd')
export const newRevealId = (): string => newId('rv')
export const newApprovalId = (): string => newId('ap')
