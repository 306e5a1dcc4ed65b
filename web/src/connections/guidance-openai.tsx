// What a person wants to know before and after they hand over an OpenAI Admin key.
import { Fold } from './fold.tsx'

export function OpenaiGuidance() {
  return (
    <div>
      <Fold title="How to make the key">
        <ol className="numbered">
          <li>As an owner of the organization, open the OpenAI Platform: Settings → Organization → Admin keys.</li>
          <li>Make a new Admin key with the permission Read only. That is all it needs.</li>
          <li>
            Where you would rather choose Restricted, set three areas to Read: <b>Usage</b> (usage and costs),{' '}
            <b>Audit logs</b>, and <b>Organization administration</b> (projects, users and keys).
          </li>
          <li>Copy it at once: OpenAI shows it a single time. If you give it an expiry, replace it here before.</li>
        </ol>
      </Fold>
      <Fold title="What this key lets us read, and what it never can do">
        <p>
          Read: projects and their users, API keys and service accounts (their names, never the keys), usage by day of
          every kind from completions to file searches, costs, and the audit log where it is switched on.
        </p>
        <p>
          Never: run a model, spend tokens, read what anybody wrote. OpenAI refuses Admin keys there. A Read only key
          cannot create, change or delete anything either, and we hold ourselves to the same rule:{' '}
          <b>only GET is ever sent.</b>
        </p>
        <p>The key is sealed when you connect. From then on it can be used, replaced or destroyed, never read.</p>
      </Fold>
      <Fold title="How to replace it without a gap">
        <ol className="numbered">
          <li>Make a new Admin key on the OpenAI Platform. Leave the old one as it is.</li>
          <li>
            Settings → Integrations → Replace key, and paste the new one. The old one stays in use until it works.
          </li>
          <li>Delete the old key at OpenAI. Reading goes on at the same place; no day is missed.</li>
        </ol>
      </Fold>
      <Fold title="How to revoke it">
        <p>
          On the OpenAI Platform under Settings → Organization → Admin keys, delete the key: it stops at once,
          everywhere. Here, Disconnect destroys our sealed copy. The records that were read stay in your ledger either
          way.
        </p>
      </Fold>
      <Fold title="How to check that it works">
        <ol className="numbered">
          <li>The checklist above has a tick at projects, users, usage and costs.</li>
          <li>Under Settings → Integrations every stream says Reading or Catching up.</li>
          <li>Pick a day that is over and compare its cost on the Costs page with the Usage page of OpenAI.</li>
          <li>Open the Ledger: connecting is a record, and you can verify it in the browser.</li>
        </ol>
      </Fold>
      <Fold title="When something does not work">
        <Troubles />
      </Fold>
    </div>
  )
}

function Troubles() {
  return (
    <dl>
      <dt>There is no Admin keys page</dt>
      <dd>You are not an owner of the organization. Only owners see it.</dd>
      <dt>A scope is missing</dt>
      <dd>
        The key is Restricted and one of the three areas is not set to Read. Make a Read only key and replace this one;
        the gap then fills itself.
      </dd>
      <dt>The key has all permissions, and projects still cannot be read</dt>
      <dd>Some keys made with All lack the administration scope. A Read only key has it.</dd>
      <dt>The audit log is reachable, but nothing comes</dt>
      <dd>
        An owner switches it on under Settings → Organization → Data controls → Data retention → Audit logging. OpenAI
        lets nobody switch it off again. Events come from then on.
      </dd>
      <dt>Usage names no person</dt>
      <dd>What service accounts use belongs to no user. It is shown under the key and its project instead.</dd>
      <dt>The address is not allowed</dt>
      <dd>
        Your organization restricts the addresses that may use its keys, and ours are not fixed. An owner has to lift
        that for the Admin key.
      </dd>
      <dt>Your ledger is kept in the EU</dt>
      <dd>
        Then we try an OpenAI key only after you confirmed that the organization is EU-resident. Its region is a matter
        of your contract with OpenAI.
      </dd>
    </dl>
  )
}
