// Every route of the API. A screen's file exports an array of routes (define.ts) and is listed here once.
import type { Route } from '../define.ts'
import { authRoutes } from './auth.ts'
import { connectionRoutes } from './connections.ts'
import { invitationRoutes } from './invitations.ts'
import { ledgerRoutes } from './ledger.ts'
import { meRoutes } from './me.ts'
import { memberRoutes } from './members.ts'
import { operatorRoutes } from './operator.ts'
import { passkeyRoutes } from './passkeys.ts'
import { settingsRoutes } from './settings.ts'
import { streamRoutes } from './streams.ts'
import { tenantRoutes } from './tenants.ts'
import { tokenRoutes } from './tokens.ts'
import { upkeepRoutes } from './upkeep.ts'

export const ROUTES: readonly Route[] = [
  ...authRoutes,
  ...passkeyRoutes,
  ...meRoutes,
  ...tenantRoutes,
  ...memberRoutes,
  ...invitationRoutes,
  ...tokenRoutes,
  ...settingsRoutes,
  ...connectionRoutes,
  ...streamRoutes,
  ...ledgerRoutes,
  ...operatorRoutes,
  ...upkeepRoutes,
]
