// CSV of exactly what the filter selects: the same query as the screen, streamed by the API as a download.
import { pathWith, type Query } from '../api/client.ts'
import { ButtonAnchor } from './button.tsx'

/** A download link. `path` answers text/csv with a file name; `query` is the screen's own filter. */
export function CsvLink({ path, query = {}, children = 'CSV' }: { path: string; query?: Query; children?: string }) {
  return (
    <ButtonAnchor size="sm" icon="download" href={pathWith(path, query)} download>
      {children}
    </ButtonAnchor>
  )
}
