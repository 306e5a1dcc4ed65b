// What a person wants to know before and after they hand over an Anthropic Admin key.
import { Fold } from './fold.tsx'

export function AnthropicGuidance() {
  return (
    <div>
      <Fold title="How to make the key">
        <ol className="numbered">
          <li>As an admin of the organization, open the Claude Console: Settings → Admin keys.</li>
          <li>Make a new Admin key. It has no finer permissions: every Admin key opens the same.</li>
          <li>Copy it at once, as it is shown a single time. If you give it an expiry, replace it here before.</li>
        </ol>
      </Fold>
      <Fold title="What this key lets us read, and what it never can do">
        <p>
          Read: members, invites, workspaces and API keys (their names, never the keys), usage by day, costs, Claude
          Code analytics and, where it is switched on, the activity feed.
        </p>
        <p>
          Never: send messages, spend tokens, read what anybody wrote, create, change or delete anything. An Admin key
          could manage members at Anthropic, so we hold ourselves to one rule: <b>only GET is ever sent.</b>
        </p>
        <p>The key is sealed when you connect. From then on it can be used, replaced or destroyed, never read.</p>
      </Fold>
      <Fold title="How to replace it without a gap">
        <ol className="numbered">
          <li>Make a new Admin key in the Claude Console. Leave the old one as it is.</li>
          <li>
            Settings → Integrations → Replace key, and paste the new one. The old one stays in use until it works.
          </li>
          <li>Delete the old key in the Console. Reading goes on at the same place; no day is missed.</li>
        </ol>
      </Fold>
      <Fold title="How to revoke it">
        <p>
          In the Claude Console under Settings → Admin keys, delete the key: it stops at once, everywhere. Here,
          Disconnect destroys our sealed copy. The records that were read stay in your ledger either way.
        </p>
      </Fold>
      <Fold title="How to check that it works">
        <ol className="numbered">
          <li>The checklist above has a tick at Organization, Members and Usage, and the name is yours.</li>
          <li>Under Settings → Integrations every stream says Reading or Catching up.</li>
          <li>Pick a day that is over and compare its cost on the Costs page with the Console’s Cost page.</li>
          <li>Open the Ledger: connecting is a record, and you can verify it in the browser.</li>
        </ol>
      </Fold>
      <Fold title="When something does not work">
        <dl>
          <dt>There is no Admin keys page</dt>
          <dd>You are not an admin of the organization, or the account is an individual one: those have none.</dd>
          <dt>The activity feed cannot be read</dt>
          <dd>
            Switch on the Compliance API in the Console under Settings → Security, then make a new Admin key and replace
            this one: keys that are older than the switch cannot read it.
          </dd>
          <dt>The key worked and stopped</dt>
          <dd>It was deleted, or it had an expiry. Replace it; the gap fills itself.</dd>
          <dt>Usage is empty</dt>
          <dd>
            Check that the key belongs to the organization that is billed, and that it was used in the last 90 days.
          </dd>
        </dl>
      </Fold>
    </div>
  )
}
