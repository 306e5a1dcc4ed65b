// The public files of an anchor, for whoever checks with programs of their own.
import type { Anchored } from '../../../worker/http/schemas/rootlog.ts'

/** The root checkpoint as it was anchored, and its OpenTimestamps proof once there is one. */
export function AnchorFiles({ anchored }: { anchored: Anchored | null }) {
  if (anchored === null) return null
  const at = `/.well-known/tallystick/root/cuts/${anchored.root_size}`
  const stamped = anchored.state !== 'included' && anchored.state !== 'submitted'
  return (
    <span className="nowrap small">
      <a href={`${at}/checkpoint`} title="The root checkpoint over all tenants, public">
        Root
      </a>
      {stamped ? (
        <>
          <span className="dim"> · </span>
          <a
            href={`${at}/root.ots`}
            download={`tallystick-root-${anchored.root_size}.ots`}
            aria-label={`.ots, the OpenTimestamps proof of root checkpoint ${anchored.root_size}`}
          >
            .ots
          </a>
        </>
      ) : null}
    </span>
  )
}
