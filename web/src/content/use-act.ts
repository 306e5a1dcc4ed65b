// After an act about content everything that shows it is asked anew: chats, holds, erasures, approvals.
import { useMutation, useQueryClient } from '@tanstack/react-query'

/** A call that changes content; `then` gets its answer when what is on the screen may be read again. */
export function useAct<Input, Answer>(call: (input: Input) => Promise<Answer>, then: (answer: Answer) => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: call,
    onSuccess: (answer) => {
      void client.invalidateQueries({ queryKey: ['content'] })
      then(answer)
    },
  })
}
