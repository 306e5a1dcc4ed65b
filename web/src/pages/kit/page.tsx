// The kit page: every part in its states, for looking at. Not part of a plain build.
import { PageHead } from '../../ui/page.tsx'
import { KitCharts } from './charts.tsx'
import { KitControls } from './controls.tsx'
import { KitFilters } from './filters.tsx'
import { KitMarks } from './marks.tsx'
import { KitRecords } from './records.tsx'
import { KitStates } from './states.tsx'
import { KitStats } from './stats.tsx'

export function KitPage() {
  return (
    <>
      <KitFilters />
      <PageHead title="Kit" actions={null}>
        Every part in its states, with the figures of an invented company.
      </PageHead>
      <KitStats />
      <KitCharts />
      <KitControls />
      <KitMarks />
      <KitStates />
      <KitRecords />
    </>
  )
}
