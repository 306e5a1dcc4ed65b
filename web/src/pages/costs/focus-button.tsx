// From the Costs page to a FOCUS export of the same days, vendor and workspaces.
import type { DayRange } from '../../date-range.ts'
import { fromUrl } from '../../figures/fields.ts'
import { useMay } from '../../shell/may.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { type CostSearch, dimensions } from './ask.ts'

/** A FOCUS file holds whole bills: it is not cut down to a model or a token type, and the button says so. */
export function FocusButton({ search, range }: { search: CostSearch; range: DayRange }) {
  const may = useMay('write:exports')
  const workspace = fromUrl(search.workspace)
  // What stands in no project cannot be asked for by an id.
  if (!may || workspace?.includes('')) return null
  const narrower = dimensions.some((one) => one !== 'workspace' && (search[one]?.length ?? 0) > 0)
  const filter = {
    ...(search.vendor === undefined ? {} : { vendor: search.vendor }),
    ...(workspace === undefined ? {} : { workspace: [...workspace] }),
  }
  return (
    <ButtonLink to="/exports" search={{ wish: 'new', format: 'focus', from: range.from, to: range.to, ...filter }}>
      {narrower ? 'Export as FOCUS, all lines' : 'Export as FOCUS'}
    </ButtonLink>
  )
}
