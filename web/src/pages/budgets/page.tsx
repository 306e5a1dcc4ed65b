// The Budgets page: what may be spent and what is, the alerts that came of it, and where those go.
import { useNamedPage } from '../../shell/crumb.ts'
import { useMay } from '../../shell/may.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { PageHead } from '../../ui/page.tsx'
import { LinkTabs } from '../../ui/tabs.tsx'
import { AlertsPart } from './alerts.tsx'
import { BudgetsPart } from './budgets.tsx'
import { ChannelsPart } from './channels.tsx'
import { budgetsRoute } from './route.ts'
import { type Part, parts, partWords } from './words.ts'
import './budgets.css'

const views: Record<Part, () => React.ReactNode> = { budgets: BudgetsPart, alerts: AlertsPart, channels: ChannelsPart }

export function BudgetsPage() {
  const { tab: part = 'budgets' } = budgetsRoute.useSearch()
  const may = useMay('write:budgets')
  useNamedPage(part === 'budgets' ? null : partWords[part])
  const View = views[part]
  return (
    <>
      <PageHead title="Budgets" actions={may ? <AddLink part={part} /> : undefined}>
        What may be spent, what is, and who hears of it before it is too late.
      </PageHead>
      <LinkTabs
        label="Budgets"
        items={parts.map((one) => ({
          label: partWords[one],
          // The first tab is the one without a word in the URL; drawers and filters inside a tab do not matter.
          link: {
            to: '/budgets',
            search: { tab: one === 'budgets' ? undefined : one },
            activeOptions: { includeSearch: true, exact: false, explicitUndefined: true },
          },
        }))}
      />
      <View />
    </>
  )
}

/** The one action of each part. */
function AddLink({ part }: { part: Part }) {
  if (part === 'alerts') return null
  return part === 'channels' ? (
    <ButtonLink kind="primary" icon="plus" to="/budgets" search={{ tab: part, begin: 'channel' }}>
      Add channel
    </ButtonLink>
  ) : (
    <ButtonLink kind="primary" icon="plus" to="/budgets" search={{ begin: 'budget' }}>
      Set a budget
    </ButtonLink>
  )
}
