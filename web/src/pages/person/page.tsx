// The Person page of somebody, and one's own: the same screen at two addresses.
import { ownRoute, personRoute } from './route.ts'
import { PersonScreen } from './screen.tsx'
import type { PersonSearch } from './search.ts'

export function PersonPage() {
  const { personId } = personRoute.useParams()
  const navigate = personRoute.useNavigate()
  const set = (next: Partial<PersonSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })
  return <PersonScreen subject={personId} search={personRoute.useSearch()} set={set} />
}

export function OwnPage() {
  const navigate = ownRoute.useNavigate()
  const set = (next: Partial<PersonSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })
  return <PersonScreen subject={null} search={ownRoute.useSearch()} set={set} />
}
