// When no person stands behind the page: nobody has the subject, or nothing is known of oneself yet.
import { useQuery } from '@tanstack/react-query'
import { meQuery } from '../../shell/queries.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Empty } from '../../ui/feedback.tsx'
import { PageHead } from '../../ui/page.tsx'

/** No such subject in this organization. */
export function Nobody() {
  return (
    <>
      <PageHead title="Person" />
      <Empty icon="people" title="There is nobody here" action={<ButtonLink to="/people">See everyone</ButtonLink>}>
        No record of this organization is about this subject. Check the address.
      </Empty>
    </>
  )
}

/** Oneself, before any vendor reported anything under the address of the sign-in. */
export function NobodyYet() {
  const me = useQuery(meQuery).data
  return (
    <>
      <PageHead title="You" />
      <Empty
        icon="people"
        title="Nothing is on record of you yet"
        action={
          <ButtonLink to="/settings" search={{ part: 'account' }}>
            Your account
          </ButtonLink>
        }
      >
        No record of {me?.tenant?.name ?? 'this organization'} is about {me?.user.email ?? 'your address'}. What a
        vendor reports under this address appears here; if you use another one there, sign in with that.
      </Empty>
    </>
  )
}
