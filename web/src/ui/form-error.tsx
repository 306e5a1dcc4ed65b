// Why a form was refused, when no single field is the cause; stands above its button.
import { ApiError } from '../api/client.ts'
import { formProblem } from '../api/problems.ts'
import { CopyButton } from './hash.tsx'
import { Icon } from './icon.tsx'

/** A sentence about several controls at once, which no single field can carry: nothing while there is none. */
export function GroupError({ words }: { words: string | undefined }) {
  if (words === undefined) return null
  return (
    <span className="err" role="alert">
      <Icon name="stop" />
      <span>{words}</span>
    </span>
  )
}

/** Nothing while `error` is null or belongs to one of `fields`, which say it themselves. */
export function FormError({ error, fields }: { error: unknown; fields?: readonly string[] }) {
  const words = formProblem(error, fields)
  if (words === undefined) return null
  const id = error instanceof ApiError && error.status >= 500 ? error.requestId : null
  return (
    <div className="err" role="alert">
      <Icon name="stop" />
      <span>
        {words}
        {id ? (
          <span className="row dim">
            Request <span className="mono">{id}</span>
            <CopyButton value={id} what="request id" />
          </span>
        ) : null}
      </span>
    </div>
  )
}
