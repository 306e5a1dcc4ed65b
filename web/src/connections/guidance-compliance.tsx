// What a person wants to know before and after they hand over a Compliance Access Key.
import { Fold } from './fold.tsx'

export function ComplianceGuidance() {
  return (
    <div>
      <Fold title="How to make the key">
        <ol className="numbered">
          <li>As an owner of the Claude Enterprise organization, open claude.ai: Organization settings → API.</li>
          <li>Make a key with the scopes read:compliance_org_data and read:compliance_user_data, and no other.</li>
          <li>Copy it at once: its scopes cannot be changed later.</li>
        </ol>
      </Fold>
      <Fold title="What this key lets us read, and what it never can do">
        <p>
          Read: organizations, people, chats and their messages. Every text is encrypted under the key of its author
          before it is stored, shown masked, and revealed only to those who may, with a record each time.
        </p>
        <p>
          Never: change or delete anything. A key with the scope delete:compliance_user_data could, so we say so and
          hold ourselves to one rule: <b>only GET is ever sent.</b>
        </p>
      </Fold>
      <Fold title="How to replace or revoke it">
        <p>
          Make a new key on claude.ai, paste it under Settings → Integrations → Replace key, then delete the old one.
          Disconnect destroys our sealed copy. What was captured stays until you erase it.
        </p>
      </Fold>
      <Fold title="When something does not work">
        <dl>
          <dt>A scope is missing</dt>
          <dd>The scopes of a key are fixed when it is made. Make a new one with both.</dd>
          <dt>The plan is not Enterprise</dt>
          <dd>Only Claude Enterprise gives out chats. Usage and costs come with the Admin key all the same.</dd>
          <dt>The Compliance API is not switched on</dt>
          <dd>The primary owner switches it on under Organization settings → API.</dd>
        </dl>
      </Fold>
    </div>
  )
}
