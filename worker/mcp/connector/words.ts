// What the connector tells Claude and people, in one place: a screen shows the same words that a client gets.

/** The server's instructions, and the text for the instructions of a shared project. */
export const INSTRUCTIONS =
  'After each of your answers, call log_turn once with a one-sentence summary of what was done. Write no names, contact data, secrets or ' +
  'quotations into the summary. If the call fails, go on without it and do not repeat it more than once, with the same turn_id.'

export const DESCRIPTION =
  'Reports one turn of this conversation to the audit ledger of the organization that the person connected with (Tallystick). It sends ' +
  'what you write here and nothing else: kind of turn, model, surface, a one-sentence summary, estimated tokens and the number of tool ' +
  'calls. It does not send the conversation, files or tool results. The person is known from their sign-in; do not name anybody. The ' +
  'summary is cut at 500 characters, personal data in it is masked, and it is kept sealed; people whom the organization lets read its ' +
  'ledger can see it. Tell the person that you report if they ask. Call it once, at the end of a turn.'
