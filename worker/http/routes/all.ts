// Every route of the API. A screen's file exports an array of routes (define.ts) and is listed here once.
import type { Route } from '../define.ts'
import { activityRoutes } from './activity.ts'
import { alertChannelRoutes } from './alert-channels.ts'
import { alertRoutes } from './alerts.ts'
import { authRoutes } from './auth.ts'
import { budgetRoutes } from './budgets.ts'
import { chargebackRoutes } from './chargeback.ts'
import { chargebackFileRoutes } from './chargeback-files.ts'
import { connectionRoutes } from './connections.ts'
import { contentRoutes } from './content.ts'
import { costRoutes } from './costs.ts'
import { downloadRoutes } from './download.ts'
import { erasureRoutes } from './erasures.ts'
import { exportRoutes } from './exports.ts'
import { gapRoutes } from './gaps.ts'
import { healthRoutes } from './health.ts'
import { insightMoveRoutes } from './insight-moves.ts'
import { insightPanelRoutes } from './insight-panels.ts'
import { insightRoutes } from './insights.ts'
import { inventoryRoutes } from './inventory.ts'
import { invitationRoutes } from './invitations.ts'
import { ledgerRoutes, readGlance } from './ledger.ts'
import { mcpRoutes } from './mcp.ts'
import { mcpConsentRoutes } from './mcp-consent.ts'
import { meRoutes } from './me.ts'
import { memberRoutes } from './members.ts'
import { operatorRoutes } from './operator.ts'
import { overviewRoutes } from './overview.ts'
import { passkeyRoutes } from './passkeys.ts'
import { peopleRoutes } from './people.ts'
import { receiptRoutes } from './receipts.ts'
import { rewrapRoutes } from './rewrap.ts'
import { scheduleRoutes } from './schedules.ts'
import { sessionRoutes } from './sessions.ts'
import { settingsRoutes } from './settings.ts'
import { streamRoutes } from './streams.ts'
import { teamRuleRoutes } from './team-rules.ts'
import { teamRoutes } from './teams.ts'
import { tenantRoutes } from './tenants.ts'
import { tokenRoutes } from './tokens.ts'
import { upkeepRoutes } from './upkeep.ts'
import { usageRoutes } from './usage.ts'
import { viewRoutes } from './views.ts'
import { wellKnownRoutes } from './well-known.ts'

export const ROUTES: readonly Route[] = [
  ...authRoutes,
  ...passkeyRoutes,
  ...meRoutes,
  ...mcpRoutes,
  ...mcpConsentRoutes,
  ...tenantRoutes,
  ...memberRoutes,
  ...invitationRoutes,
  ...tokenRoutes,
  ...settingsRoutes,
  ...receiptRoutes,
  ...budgetRoutes,
  ...alertRoutes,
  ...alertChannelRoutes,
  ...connectionRoutes,
  ...streamRoutes,
  ...ledgerRoutes,
  ...gapRoutes,
  ...healthRoutes,
  ...overviewRoutes(readGlance),
  ...usageRoutes,
  ...insightRoutes,
  ...insightMoveRoutes,
  ...insightPanelRoutes,
  ...inventoryRoutes,
  ...costRoutes,
  ...chargebackRoutes,
  ...chargebackFileRoutes,
  ...teamRoutes,
  ...teamRuleRoutes,
  ...peopleRoutes,
  ...activityRoutes,
  ...sessionRoutes,
  ...exportRoutes,
  ...contentRoutes,
  ...erasureRoutes,
  ...downloadRoutes,
  ...operatorRoutes,
  ...upkeepRoutes,
  ...rewrapRoutes,
  ...viewRoutes,
  ...scheduleRoutes,
  ...wellKnownRoutes,
]
