// The Settings page: one part at a time, each with an address of its own.
import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { useNamedPage } from '../../shell/crumb.ts'
import { meQuery } from '../../shell/queries.ts'
import { WithDrawer } from '../../ui/drawer.tsx'
import { ErrorPanel } from '../../ui/feedback.tsx'
import { PageHead } from '../../ui/page.tsx'
import { SkeletonRows, Waiting } from '../../ui/skeleton.tsx'
import { LinkTabs } from '../../ui/tabs.tsx'
import { AccountPart } from './account/part.tsx'
import { AddConnectionLink } from './integrations/add-connection.tsx'
import { useConnectionDrawer } from './integrations/connection-drawer.tsx'
import { IntegrationsPart } from './integrations/part.tsx'
import { MembersPart } from './members/part.tsx'
import { OrganizationPart } from './organization/part.tsx'
import { type Part, partsFor, partWords } from './parts.ts'
import { ReceiptsPart } from './receipts/part.tsx'
import { ReportsPart } from './reports/part.tsx'
import { settingsRoute } from './route.ts'
import { TeamsPart } from './teams/part.tsx'
import { MakeTokenLink } from './tokens/make-token.tsx'
import { TokensPart } from './tokens/part.tsx'

const views: Record<Part, () => React.ReactNode> = {
  organization: OrganizationPart,
  integrations: IntegrationsPart,
  members: MembersPart,
  tokens: TokensPart,
  teams: TeamsPart,
  receipts: ReceiptsPart,
  reports: ReportsPart,
  account: AccountPart,
}

export function SettingsPage() {
  const { part } = settingsRoute.useSearch()
  const me = useQuery(meQuery)
  useNamedPage(part ? partWords[part] : null)
  const drawer = useConnectionDrawer()
  const open = me.data ? partsFor(me.data.permissions) : []
  const first = open[0]
  if (first !== undefined && (part === undefined || !open.includes(part))) {
    return <Navigate to="/settings" search={{ part: first }} replace />
  }
  const View = part ? views[part] : null
  return (
    <WithDrawer drawer={drawer}>
      <PageHead
        title="Settings"
        actions={part === 'integrations' ? <AddConnectionLink /> : part === 'tokens' ? <MakeTokenLink /> : undefined}
      />
      <LinkTabs
        label="Settings"
        items={open.map((one) => ({
          label: partWords[one],
          // Only the part says which tab is on; drawers and sorts inside it do not.
          link: { to: '/settings', search: { part: one }, activeOptions: { includeSearch: true, exact: false } },
        }))}
      />
      {me.error ? <ErrorPanel what="Your role" error={me.error} onRetry={() => void me.refetch()} /> : null}
      <Waiting waiting={me.isPending} skeleton={<SkeletonRows rows={8} />}>
        {() => (View ? <View /> : null)}
      </Waiting>
    </WithDrawer>
  )
}
