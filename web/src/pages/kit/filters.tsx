// The filter bar of the kit page.
import { useState } from 'react'
import type { VendorChoice } from '../../figures/vendor.ts'
import { VendorSwitch } from '../../figures/vendor-switch.tsx'
import { Button } from '../../ui/button.tsx'
import { CsvLink } from '../../ui/csv-link.tsx'
import { DateRange } from '../../ui/date-range.tsx'
import { AddFilter, FilterBar, Fresh } from '../../ui/filter-bar.tsx'
import { FilterMenu } from '../../ui/filter-menu.tsx'
import { kitRoute } from './route.ts'

const workspaces = [
  'Default',
  'Research',
  'Platform',
  'Support tools',
  'Firmware',
  'Sales',
  'Design',
  'Finance',
  'Legal',
].map((label) => ({ value: label.toLowerCase(), label }))

export function KitFilters() {
  const { r = '28d' } = kitRoute.useSearch()
  const navigate = kitRoute.useNavigate()
  const [vendor, setVendor] = useState<VendorChoice>()
  const [workspace, setWorkspace] = useState<string[]>([])
  const [by, setBy] = useState<string[]>(['model'])
  return (
    <FilterBar
      end={
        <>
          <Fresh until="2026-11-20T14:00:00Z" />
          <Button size="sm" className="p2">
            Save view
          </Button>
          <CsvLink path="/api/usage.csv" />
        </>
      }
    >
      <DateRange
        value={r}
        onChange={(next) => void navigate({ search: (old) => ({ ...old, r: next }) })}
        today="2026-11-20"
      />
      <VendorSwitch value={vendor} onChange={setVendor} />
      <FilterMenu label="Workspace" value={workspace} onChange={setWorkspace} options={workspaces} />
      <FilterMenu
        label="By"
        value={by}
        onChange={setBy}
        single
        options={[
          { value: 'model', label: 'model' },
          { value: 'person', label: 'person' },
        ]}
      />
      <AddFilter
        options={[
          { value: 'key', label: 'Key' },
          { value: 'tier', label: 'Tier' },
        ]}
        onAdd={() => {}}
      />
    </FilterBar>
  )
}
