// Copies the link of an export from its row: it is fetched when it is wanted, and stands nowhere on the page.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.tsx'
import { absolute } from './links.ts'
import { linksQuery } from './queries.ts'

export function CopyLink({ id, version, name }: { id: string; version: number; name: string }) {
  const client = useQueryClient()
  const copy = useMutation({
    mutationFn: async () => {
      const { links } = await client.fetchQuery(linksQuery(id, version))
      await navigator.clipboard.writeText(links.map(({ url }) => absolute(url, location.origin)).join('\n'))
    },
    onSuccess: () => toast(`The link to “${name}” was copied`),
  })
  return (
    <Button
      size="sm"
      icon={copy.isSuccess ? 'check' : 'copy'}
      busy={copy.isPending}
      aria-label={`Copy the link to ${name}`}
      onClick={(event) => {
        event.stopPropagation()
        copy.mutate()
      }}
    >
      {copy.isError ? 'Not copied, again' : 'Copy link'}
    </Button>
  )
}
