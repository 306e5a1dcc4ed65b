// A key in the wrong field: what each kind of secret is, and where it belongs. Another's secret is not sent to a vendor.
import type { KeyField, KeyKind } from './key-shape.ts'
import type { Problem } from './probe.ts'
import type { Vendor } from './stream.ts'

/** How one gets the key that the field takes. */
export const MAKE_ADMIN_KEY: Record<Vendor, string> = {
  anthropic:
    'An admin of the organization makes an Admin key in the Claude Console under Settings > Admin keys; it begins with sk-ant-admin01-.',
  openai:
    'An owner of the organization makes an Admin key on the OpenAI platform under Settings > Organization > Admin keys, “Read only” is enough; it begins with sk-admin-.',
}

/** The same for the key that reads what people write. */
export const MAKE_COMPLIANCE_KEY =
  'An owner of the Claude Enterprise organization (the primary owner for all linked ones) makes a key on claude.ai under Organization settings > API, with the scopes read:compliance_org_data and read:compliance_user_data and no other; it begins with sk-ant-api01-.'

const TO_OPENAI = 'This field takes a key of Anthropic. Use the OpenAI card for it.'
const TO_ANTHROPIC = 'This field takes a key of OpenAI. Use the Anthropic card for it.'
const OF_ANTHROPIC = `This field takes a key of Anthropic. ${MAKE_ADMIN_KEY.anthropic}`
const OF_OPENAI = `This field takes a key of OpenAI. ${MAKE_ADMIN_KEY.openai}`
const NO_OPENAI_MODEL_KEY = `Only Admin keys may read the organization. ${MAKE_ADMIN_KEY.openai}`

type Table = Partial<Record<KeyKind, [message: string, remedy: string]>>

const ANTHROPIC: Table = {
  anthropic_compliance: [
    'This is a Claude Enterprise key (Compliance Access Key or Analytics key, sk-ant-api01-), not an Admin key.',
    `It cannot list members, keys and costs of the Console. A Compliance Access Key belongs on the card for content. ${MAKE_ADMIN_KEY.anthropic}`,
  ],
  anthropic_oauth: [
    'This is a login token of a person (OAuth), not an Admin key; it stops working within hours.',
    MAKE_ADMIN_KEY.anthropic,
  ],
  openai_admin: ['This is an OpenAI Admin key (sk-admin-) in the Anthropic field.', TO_OPENAI],
  openai_project: ['This is a project key of OpenAI (sk-proj-).', OF_ANTHROPIC],
  openai_service: ['This is a service account key of OpenAI (sk-svcacct-).', OF_ANTHROPIC],
  openai_user: ['This looks like a user key of OpenAI (sk-).', OF_ANTHROPIC],
  openai_unknown: [
    'This may be a key of OpenAI or of another service (sk-), and it is none of Anthropic.',
    OF_ANTHROPIC,
  ],
  aws: [
    'This looks like an access key of AWS.',
    `Keys of AWS and Bedrock reach no Admin API. ${MAKE_ADMIN_KEY.anthropic}`,
  ],
  google: ['This looks like a key of Google.', `Keys of Google Cloud reach no Admin API. ${MAKE_ADMIN_KEY.anthropic}`],
  foreign: ['This is a secret of another service.', OF_ANTHROPIC],
  unknown: ['This is not a key of Anthropic: theirs begin with sk-ant-.', MAKE_ADMIN_KEY.anthropic],
}

// A kind that is not told by its beginning is tried: keys of ChatGPT workspaces have no beginning of their own.
const OPENAI: Table = {
  openai_project: [
    'This is a project key of OpenAI (sk-proj-): it uses models and reads no reports.',
    NO_OPENAI_MODEL_KEY,
  ],
  openai_service: [
    'This is the key of a service account of OpenAI (sk-svcacct-): it uses models and reads no reports.',
    NO_OPENAI_MODEL_KEY,
  ],
  openai_user: [
    'This looks like an old user key of OpenAI (sk-): it uses models and reads no reports.',
    NO_OPENAI_MODEL_KEY,
  ],
  anthropic_admin: ['This is an Anthropic Admin key (sk-ant-admin01-) in the OpenAI field.', TO_ANTHROPIC],
  anthropic_compliance: [
    'This is a Claude Enterprise key (sk-ant-api01-), an Anthropic key in the OpenAI field.',
    OF_OPENAI,
  ],
  anthropic_api: ['This is a Claude key (sk-ant-api03-), an Anthropic key in the OpenAI field.', OF_OPENAI],
  anthropic_oauth: ['This is a login token of a person at Anthropic, in the OpenAI field.', OF_OPENAI],
  anthropic_unknown: ['This is an Anthropic key (sk-ant-) in the OpenAI field.', TO_ANTHROPIC],
  aws: ['This looks like an access key of AWS.', `Keys of AWS and Bedrock do not work here. ${MAKE_ADMIN_KEY.openai}`],
  google: ['This looks like a key of Google.', `Keys of Google Cloud do not work here. ${MAKE_ADMIN_KEY.openai}`],
  foreign: ['This is a secret of another service.', OF_OPENAI],
}

const FOR_CONTENT = `This field takes a Compliance Access Key of Anthropic. ${MAKE_COMPLIANCE_KEY}`

// Only Claude Enterprise keys read content (reference section 2): nothing else of Anthropic's is worth an event in the customer's feed.
const COMPLIANCE: Table = {
  anthropic_admin: [
    'This is an Admin key (sk-ant-admin01-), and those read nothing that people write.',
    `It belongs on the card of the Admin API. ${MAKE_COMPLIANCE_KEY}`,
  ],
  anthropic_api: [
    'This is an ordinary Claude key (sk-ant-api03-): it uses models and reads nobody’s chats.',
    MAKE_COMPLIANCE_KEY,
  ],
  anthropic_oauth: [
    'This is a login token of a person (OAuth), not a Compliance Access Key; it stops working within hours.',
    MAKE_COMPLIANCE_KEY,
  ],
  openai_admin: ['This is an OpenAI Admin key (sk-admin-) in the field for Anthropic.', TO_OPENAI],
  openai_project: ['This is a project key of OpenAI (sk-proj-).', FOR_CONTENT],
  openai_service: ['This is a service account key of OpenAI (sk-svcacct-).', FOR_CONTENT],
  openai_user: ['This looks like a user key of OpenAI (sk-).', FOR_CONTENT],
  openai_unknown: [
    'This may be a key of OpenAI or of another service (sk-), and it is none of Anthropic.',
    FOR_CONTENT,
  ],
  aws: ['This looks like an access key of AWS.', FOR_CONTENT],
  google: ['This looks like a key of Google.', FOR_CONTENT],
  foreign: ['This is a secret of another service.', FOR_CONTENT],
  unknown: ['This is not a key of Anthropic: theirs begin with sk-ant-.', MAKE_COMPLIANCE_KEY],
}

const WRONG: Record<KeyField, Table> = { anthropic: ANTHROPIC, anthropic_compliance: COMPLIANCE, openai: OPENAI }

/** The problem of a kind of key that is not even tried in a field, undefined when it may be. */
export function refusedKind(kind: KeyKind, field: KeyField): Problem | undefined {
  const said = WRONG[field][kind]
  return said === undefined ? undefined : { code: 'wrong_key_type', message: said[0], remedy: said[1] }
}
