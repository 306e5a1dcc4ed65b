// The places that the signed-in person's role opens, for rail, palette, keys and the sheet of keys.
import { useQuery } from '@tanstack/react-query'
import { type Places, placesFor } from './places.ts'
import { meQuery } from './queries.ts'

export function usePlaces(): Places {
  return placesFor(useQuery(meQuery).data?.permissions)
}
