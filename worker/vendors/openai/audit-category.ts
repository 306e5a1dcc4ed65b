// The category of an audit event, from its type. Reference section 7, "Event types".
import { categories, type Rules } from '../category.ts'

const RULES: Rules = [
  ['sign_in', 'login.* logout.* tenant.session_revocation.* tenant.sso* tenant.principal_authentication_policy.*'],
  ['keys', 'api_key.* service_account.* external_key.* certificate.* certificates.* workload_identity_provider*'],
  ['keys', 'tenant.admin_api_key.* tenant.project_api_key.* tenant.service_account.* tenant.workload_identity.*'],
  ['keys', 'tenant.chatgpt_access_token.*'],
  ['billing', 'tenant.billing.* tenant.usage_limit.* spend_* billing.*'],
  ['directory', 'user.* group.* invite.* role.* scim.* tenant.user.* tenant.group.* tenant.membership.* tenant.scim.*'],
  [
    'directory',
    'tenant.role* tenant.custom_role.* tenant.resource_* tenant.*_invite.* tenant.microsoft_entra_mapping.*',
  ],
  [
    'settings',
    'organization.* ip_allowlist.* tenant.metadata.* tenant.policy.* tenant.session_policy.* tenant.domains.*',
  ],
  [
    'settings',
    'tenant.product_access_policy.* tenant.third_party_app_policy.* tenant.workspace_invite_email_settings.*',
  ],
  // A project of this vendor is where keys and limits live: what a workspace is at the other one.
  ['platform', 'project.* rate_limit.* resource.* tunnel.* checkpoint.* external_storage.* tenant.migration*'],
]

export const categoryOf = categories(RULES)
