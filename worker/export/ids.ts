// Ids of exports. A link names the export, but knowing an id opens nothing.
import { newId } from '../access/ids.ts'

export const newExportId = (): string => newId('exp')
