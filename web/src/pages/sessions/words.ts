// Figures of Claude Code in words: what was accepted, who it was, where it ran.
import type { SessionRow } from '../../../../worker/http/schemas/people.ts'
import { personName, sentence } from '../../records/words.ts'

/** Accepted of all suggestions that got an answer; null when none did. */
export function acceptedShare({ accepted, rejected }: { accepted: number; rejected: number }): number | null {
  const answered = accepted + rejected
  return answered === 0 ? null : accepted / answered
}

/** The developer's name, or the key that ran it when no person is known. */
export function developerOf(row: Pick<SessionRow, 'who' | 'key_name' | 'actor_type'>): string {
  if (row.who) return personName(row.who) ?? 'No name'
  return row.key_name ?? sentence(row.actor_type.replace(/_actor$/, ''))
}

/** `vscode` as `VS Code`; a terminal we do not know keeps its own word. */
export function terminalName(terminal: string): string {
  return terminals[terminal.toLowerCase()] ?? terminal
}

const terminals: Record<string, string> = {
  vscode: 'VS Code',
  'iterm.app': 'iTerm',
  apple_terminal: 'Terminal',
  'apple terminal': 'Terminal',
  'windows-terminal': 'Windows Terminal',
  tmux: 'tmux',
  ghostty: 'Ghostty',
  cursor: 'Cursor',
  jetbrains: 'JetBrains',
}
