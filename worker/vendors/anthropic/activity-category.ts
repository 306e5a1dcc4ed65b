// The category column of the activity screen, from an event's type. Reference section 8.2.
import { categories, type Rules } from '../category.ts'

const RULES: Rules = [
  ['audit', 'compliance_api_accessed audit_log_export_* org_data_export_* org_compliance_api_settings_updated'],
  ['audit', 'abuse_decision_received user_consent_* verification_* age_verified'],
  ['billing', 'billing_* extra_usage_* prepaid_* subscription_* seat_* invoice_* payment_* platform_spend_limit_*'],
  ['billing', 'workspace_*spend_limit*'],
  ['chat', 'claude_chat_* session_share_* claude_command_*'],
  ['file', 'claude_file_*'],
  ['project', 'claude_project_* owned_projects_* pending_share_*'],
  ['artifact', 'claude_artifact_* claude_published_artifact_* design_project_*'],
  ['sign_in', 'sso_* magic_link_* social_login_* phone_code_* step_up_* trusted_device_* lti_launch_*'],
  ['sign_in', 'anonymous_mobile_login_attempted session_revoked user_logged_out'],
  ['sign_in', 'platform_federated_authentication platform_app_attest_authentication'],
  ['keys', 'admin_api_key_* api_key_created scoped_api_key_* platform_api_key_* platform_signing_key_* service_*'],
  ['keys', 'org_external_key_*'],
  ['directory', 'org_user_* org_invite* org_join_* org_users_listed scim_* org_directory_* group_* rbac_*'],
  ['directory', 'claude_user_role_updated claude_user_seat_tier_updated role_assignment_* account_*'],
  ['directory', 'primary_owner_transferred'],
  ['settings', 'org_* claude_organization_settings_updated claude_user_settings_updated organization_* domain_*'],
  ['platform', 'platform_* workspace_* tunnel_*'],
  ['integrations', 'integration_user_* mcp_* claude_gdrive_* claude_github_* ghe_* github_* slack_* claude_skill_*'],
  ['integrations', 'claude_plugin_* plugin_* marketplace_* desktop_extension_* cli_plugin_*'],
  ['integrations', 'admin_connector_request_resolved'],
  ['agents', 'claude_code_* ccr_* cowork_* inference_hooks_*'],
]

export const categoryOf = categories(RULES)

const MANAGEMENT_READS = new Set([
  'compliance_api_accessed',
  'platform_usage_report_messages_viewed',
  'platform_cost_report_viewed',
  'platform_usage_report_claude_code_viewed',
  'org_users_listed',
  'org_invites_listed',
  'platform_workspace_members_listed',
])

/** Whether an event only says that somebody read what we read too (reference section 8.1). */
export const isManagementRead = (type: string): boolean => MANAGEMENT_READS.has(type)
