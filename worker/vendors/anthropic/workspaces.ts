// anthropic.workspaces: the rooms of the organization, archived and default ones included. Reference section 3.4.
import { z } from 'zod'
import { id, label, word } from '../fields.ts'
import { maybeTime, time } from '../instants.ts'
import type { Draft, Stream } from '../stream.ts'
import { inventory, LIST_LIMIT } from './inventory.ts'
import { listPage } from './list.ts'

const Workspace = z.object({
  id,
  name: label,
  created_at: time,
  archived_at: maybeTime,
  display_color: word.nullish(),
  data_residency: z.object({ workspace_geo: word.nullish(), default_inference_geo: word.nullish() }).nullish(),
})

export const workspaces: Stream = {
  ...inventory,
  id: 'anthropic.workspaces',
  lists: 'workspace',
  page: (client, ask) =>
    listPage(client, ask.token, {
      endpoint: '/v1/organizations/workspaces',
      item: Workspace,
      limit: LIST_LIMIT,
      query: () => [
        ['include_archived', 'true'],
        ['include_default', 'true'],
      ],
      // `include_default` is newer than some deployments.
      fallback: [['include_archived', 'true']],
      draft,
    }),
}

function draft(workspace: z.infer<typeof Workspace>): Draft {
  const { id, name, created_at, archived_at } = workspace
  return {
    kind: 'workspace',
    id,
    occurredAt: created_at,
    data: {
      workspace: id,
      name,
      color: workspace.display_color ?? null,
      created_at,
      archived_at,
      // The default workspace has no mark of its own but this name, which the vendor gives it (reference section 3.4).
      default: name === 'Default',
      geo: workspace.data_residency?.workspace_geo ?? null,
      inference_geo: workspace.data_residency?.default_inference_geo ?? null,
    },
  }
}
