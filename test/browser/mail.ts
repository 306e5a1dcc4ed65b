// The mailbox of the simulator, as a person opens it.
type Letter = { to: string; subject: string; text: string }

/** The newest link mailed to an address, waiting for it a little. */
export async function mailedLink(mailbox: string, to: string): Promise<string> {
  for (let tries = 0; tries < 40; tries++) {
    const response = await fetch(`${mailbox}/messages?to=${encodeURIComponent(to)}`)
    const body = (await response.json()) as { messages?: Letter[] } | Letter[] // the simulator's own format
    const [letter] = Array.isArray(body) ? body : (body.messages ?? [])
    const link = /https?:\/\/\S+/.exec(letter?.text ?? '')?.[0]
    if (link !== undefined) return link
    await new Promise((done) => setTimeout(done, 250))
  }
  throw new Error(`no mail for ${to}`)
}
