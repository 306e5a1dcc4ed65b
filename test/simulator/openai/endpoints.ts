// Every endpoint of the second vendor that the stand-in serves, with the scope that it asks for.
import { adminKey, adminKeys, projectKeys } from './api-keys.ts'
import { auditLogs } from './audit-logs.ts'
import type { Handler } from './call.ts'
import { products } from './company/usage.ts'
import { costs } from './costs.ts'
import type { Scope } from './keyring.ts'
import { invites, user, users } from './people.ts'
import { project, projects, projectUsers, serviceAccounts } from './projects.ts'
import { usageReport } from './usage-report.ts'

const management = 'api.management.read'
const root = '/v1/organization'

/** Vendor path, scope, handler. `usage/decisions` is known to the newest client only and answers 404. */
export const endpoints: readonly (readonly [string, Scope, Handler])[] = [
  ...products.map((product): readonly [string, Scope, Handler] => [
    `${root}/usage/${product}`,
    'api.usage.read',
    usageReport(product),
  ]),
  [`${root}/costs`, 'api.usage.read', costs],
  [`${root}/audit_logs`, 'api.audit_logs.read', auditLogs],
  [`${root}/users`, management, users],
  [`${root}/users/:user_id`, management, user],
  [`${root}/invites`, management, invites],
  [`${root}/admin_api_keys`, management, adminKeys],
  [`${root}/admin_api_keys/:key_id`, management, adminKey],
  [`${root}/projects`, management, projects],
  [`${root}/projects/:project_id`, management, project],
  [`${root}/projects/:project_id/users`, management, projectUsers],
  [`${root}/projects/:project_id/api_keys`, management, projectKeys],
  [`${root}/projects/:project_id/service_accounts`, management, serviceAccounts],
]
