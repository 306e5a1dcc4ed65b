// Names that say a secret follows, as variables, fields, flags and headers write them.

/** Always a secret. */
const SECRET = [
  'api[ _.-]?(?:key|token|secret)',
  'access[ _.-]?(?:key(?:[ _.-]?id)?|token|secret)',
  'secret[ _.-]?(?:access[ _.-]?)?(?:key|token)?',
  'client[ _.-]?secret',
  'auth[ _.-]?(?:key|token)',
  'authorization',
  'private[ _.-]?key',
  '(?:signing|encryption|master|service|account|license|shared|storage|deploy|admin|subscription|webhook|app|bot|personal)[ _.-]?(?:key|token|secret)',
  'token|credentials?|creds|bearer|sas|jwt',
].join('|')

const PASSWORD = 'passw(?:or)?d|passphrase|passwort|contrase(?:ñ|n)a|mot de passe|pwd|pass'

/** Vendors whose keys have no prefix of their own; gitleaks has a rule for each. */
const VENDOR = [
  'adafruit|adobe|airtable|algolia|alibaba|asana|atlassian|confluence|jira|beamer|bitbucket|bittrex|meraki|cloudflare|codecov',
  'cohere|coinbase|confluent|contentful|datadog|discord|droneci|dropbox|etsy|facebook|fastly|finicity|finnhub|flickr|freshbooks',
  'gitter|gocardless|heroku|hubspot|intercom|jfrog|artifactory|bintray|xray|kraken|kucoin|launchdarkly|linear|linked[_-]?in|lob',
  'looker|mailchimp|mailgun|mapbox|mattermost|message[_-]?bird|netlify|new[_-]?relic|nytimes|okta|plaid|private[_-]?ai|rapidapi',
  'sendbird|sentry|snyk|sonar|squarespace|sumo|telegr(?:am)?|travis|twitch|twitter|typeform|yandex|zendesk',
].join('|')
/** After a vendor's name these mean another kind of value. */
const NO_SECRET =
  'commit|sha|hash|digest|version|url|uri|host|trace|request|job|run|build|etag|checksum|release|event|issue|project|user|file|path'

/** How a name and its value are joined. */
const OPERATOR =
  '["\'`\\]]{0,3}[ \\t]{0,4}(?:=>|:{1,3}=|\\?=|={1,3}|:{1,2}|->|>|\\|\\||(?:\\b(?:is|was|ist|est|es|are)\\b:?)|"? {1,3}value=)\\s{0,4}'

/**
 * A name, what joins it, and the opening quote; the value begins where the match ends. Groups: a name that always means a
 * secret, a password, a vendor, a bare `key`, what joins.
 */
export const ASSIGNMENT = new RegExp(
  `(?:(${SECRET})|(${PASSWORD})|((?:${VENDOR})(?:(?!${NO_SECRET})[ \\t\\w.-]){0,20}?)|(key))` +
    `(?:[_-]?(?:base|value|prod|live|staging|dev|[0-9]{1,2}))?(?![A-Za-z0-9_])` +
    `(${OPERATOR}|[ \\t]{1,3})(?:(?:Bearer|Basic|Token|ApiKey|Bot|Key)\\s{1,2})?["'\`]?`,
  'gi',
)

/** Words before a name that make it no secret: `public key`, `next_page_token`, `max tokens`. */
export const HARMLESS =
  /(?:public|primary|foreign|cache|sort|partition|bucket|schema|page|next|previous|cursor|continuation|sync|max|min|num|total|input|output|prompt|completion|idempotency|dedupe|row|map|object|index|unique|lookup|route|query|react|list|event|record|translation|shortcut|hot|json|site|publishable|host|registry|dictionary|csrf|xsrf|resume|change|pubsub|ssh|feature|metric|group|range|hash|item|model)[ _.-]?$/i
