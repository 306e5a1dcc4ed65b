// People of a chat, a hold or an erasure in words.

type Who = { readonly subject: string; readonly name?: string | undefined; readonly email?: string | undefined }

/** The name, else the address, else a subject that nobody is named by. */
export function whoName(who: Who | null): string {
  return who?.name ?? who?.email ?? (who === null ? 'Nobody named' : 'No name')
}

/** The first word of a name, as a transcript calls its author. */
export function firstName(who: Who | null): string {
  if (who?.name) return who.name.trim().split(/\s+/)[0] ?? who.name
  return who?.email?.split('@')[0] ?? 'Person'
}
