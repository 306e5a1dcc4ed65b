// The allow-list of the activity feed: enumerations, times, and id prefixes that never belong to a person. Reference section 8.2.

/** Fields whose value is a word of a closed vocabulary in the vendor's table of types. */
export const ENUM_FIELDS = new Set(
  `access_level access_via action alerted_roles algorithm artifact_type auth_method billing_interval cadence
  connection_type consent_type creation_method credential_type current_role current_seat_tier decision default_model
  enforcement_mode enrollment_method entity_type error_subtype error_type export_destination export_type fail_mode
  grant_type guest_policy installation_preference integration_type invited_role invited_seat_tier
  key_backing_type limit_action limit_type limiter_type managed_auth_mode max_permission method mfa_method model
  model_group new_collection_method new_link_permission new_mode new_otlp_protocol new_plan new_scope new_write_mode
  old_plan opt_decision otlp_headers_change outcome plan_type platform previous_access_level
  previous_billing_type previous_link_permission previous_max_permission previous_mode previous_model
  previous_otlp_protocol previous_role previous_scope previous_seat_tier previous_write_mode principal_type project_type
  provider request_method request_type resource_type result role scope scope_kind scopes status surface target_type
  trigger_mode updated_fields validation_result verification_type`.split(/\s+/),
)

/** `reason` is a word of a vocabulary for some types and free text for others: only the documented words stand open. */
export const REASONS = new Set(
  `challenge_rejected endpoint_error endpoint_timeout internal_error org_member_removed superseded unspecified
  user_revoked verification_failed`.split(/\s+/),
)

export const TIME_FIELDS = /(?:^|_)(?:at|date)$/

/** What stands before the first `_<random>` of an id. `user_` is not among them and never may be. */
export const ID_PREFIXES = [
  'activity',
  'admin_api_key',
  'agent',
  'apikey',
  'api_key',
  'cred',
  'credential',
  'claude_artifact',
  'claude_artifact_version',
  'claude_chat',
  'claude_chat_snapshot',
  'claude_file',
  'claude_proj',
  'claude_proj_doc',
  'claude_published_artifact',
  'depl',
  'deployment',
  'directory',
  'env',
  'event',
  'file',
  'group',
  'invite',
  'memstore',
  'org',
  'plugin',
  'rbac_group',
  'rbac_role',
  'req',
  'rlg',
  'role',
  'session',
  'skill',
  'svac',
  'tunnel',
  'wrkspc',
]
