// A key in the wrong field: what each kind of secret is, and where it belongs. Another's secret is not sent to a vendor.
import type { KeyKind } from './key-shape.ts'
import type { Problem } from './probe.ts'
import type { Vendor } from './stream.ts'

/** How one gets the key that the field takes. */
export const MAKE_ADMIN_KEY: Record<Vendor, string> = {
  anthropic:
    'An admin of the organization makes an Admin key in the Claude Console under Settings > Admin keys; it begins with sk-ant-admin01-.',
  openai:
    'An owner of the organization makes an Admin key on the OpenAI platform under Settings > Organization > Admin keys, “Read only” is enough; it begins with sk-admin-.',
}

const TO_OPENAI = 'This field takes a key of Anthropic. Use the OpenAI card for it.'
const TO_ANTHROPIC = 'This field takes a key of OpenAI. Use the Anthropic card for it.'
const OF_ANTHROPIC = `This field takes a key of Anthropic. ${MAKE_ADMIN_KEY.anthropic}`
const OF_OPENAI = `This field takes a key of OpenAI. ${MAKE_ADMIN_KEY.openai}`
const NO_OPENAI_MODEL_KEY = `Only Admin keys may read the organization. ${MAKE_ADMIN_KEY.openai}`

type Table = Partial<Record<KeyKind, [message: string, remedy: string]>>

const ANTHROPIC: Table = {
  anthropic_enterprise: [
    'This is a Claude Enterprise key (Compliance Access Key or Analytics key, sk-ant-api01-), not an Admin key.',
    `Enterprise keys from claude.ai cannot list members, keys and costs of the Console. ${MAKE_ADMIN_KEY.anthropic}`,
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
  anthropic_enterprise: [
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

const WRONG: Record<Vendor, Table> = { anthropic: ANTHROPIC, openai: OPENAI }

/** The problem of a kind of key that is not even tried in the field of `vendor`, undefined when it may be. */
export function refusedKind(kind: KeyKind, vendor: Vendor): Problem | undefined {
  const said = WRONG[vendor][kind]
  return said === undefined ? undefined : { code: 'wrong_key_type', message: said[0], remedy: said[1] }
}
