// What the signed-in person may do here, from the permissions of their role; the API decides again on every call.
import { useQuery } from '@tanstack/react-query'
import { meQuery } from './queries.ts'

/** Whether the role has the permission; false while it is not known yet. */
export function useMay(permission: string): boolean {
  return useQuery(meQuery).data?.permissions.includes(permission) ?? false
}
