// The Content page: what people and Claude wrote, masked until somebody reveals it; holds, erasures and approvals beside it.
import { ApprovalsView } from './approvals-view.tsx'
import { ChatsView } from './chats-view.tsx'
import './content-page.css'
import { ErasuresView } from './erasures-view.tsx'
import { HoldsView } from './holds-view.tsx'
import { contentRoute } from './route.ts'
import type { ContentSearch, SetSearch } from './search.ts'

export function ContentPage() {
  const search: ContentSearch = contentRoute.useSearch()
  const navigate = contentRoute.useNavigate()
  const set: SetSearch = (next) => void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })
  switch (search.see) {
    case 'holds':
      return <HoldsView search={search} set={set} />
    case 'erasures':
      return <ErasuresView search={search} set={set} />
    case 'approvals':
      return <ApprovalsView />
    default:
      return <ChatsView search={search} set={set} />
  }
}
