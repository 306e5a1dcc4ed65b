// A turn as the vendor prints it: text and tool blocks, attached and generated files, artifacts. Shapes: reference section 10.2.
import { plainTime } from '../../days.ts'
import { chanceOf, idFor, pick } from '../../random.ts'
import type { ChatPlan, Turn } from './plan.ts'
import { wordsOf } from './words.ts'

export type Block =
  | { type: 'text'; text: string; thinking_redacted: boolean; truncated: boolean }
  | {
      type: 'tool_use'
      id: string | null
      name: string
      input: string
      integration_name: string | null
      mcp_server_url: string | null
      truncated: boolean
    }
  | {
      type: 'tool_result'
      tool_use_id: string | null
      name: string
      content: { type: 'text'; text: string }[]
      is_error: boolean
      integration_name: string | null
      mcp_server_url: string | null
      truncated: boolean
    }

export interface FileRow {
  readonly id: string
  readonly filename: string
  readonly mime_type: string | null
  readonly size_bytes: number | null
  readonly md5: string | null
}
export interface ArtifactRow {
  readonly id: string
  readonly version_id: string
  readonly title: string | null
  readonly artifact_type: string | null
}
export interface Message {
  readonly id: string
  readonly role: Turn['role']
  readonly created_at: string
  readonly content: readonly Block[]
  readonly files: readonly (FileRow & { created_at: string })[] | null
  readonly generated_files: readonly FileRow[] | null
  readonly artifacts: readonly ArtifactRow[] | null
}

const uploads = [
  ['measurements.csv', 'text/csv'],
  ['scan-0042.pdf', 'application/pdf'],
  ['Übersicht Prüfstände.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['スクリーンショット.png', 'image/png'],
  ['notes.txt', 'text/plain'],
] as const

export const textBlock = (text: string, redacted = false): Block => ({
  type: 'text',
  text,
  thinking_redacted: redacted,
  truncated: false,
})

function toolBlocks(seed: number, turn: Turn): Block[] {
  const id = idFor('toolu_', seed, turn.label)
  const name = pick(['search_issues', 'read_page', 'run_query'], chanceOf(seed, `tool ${turn.label}`))
  const by = { integration_name: 'Tracker', mcp_server_url: 'https://mcp.example.com/sse', truncated: false }
  const rows = 1 + Math.floor(chanceOf(seed, `rows ${turn.label}`) * 40)
  const found = Array.from({ length: rows }, (_, row) => `TRK-${row + 100}: open since week ${(row % 52) + 1}`)
  return [
    { type: 'tool_use', id, name, input: JSON.stringify({ query: turn.label, limit: rows }), ...by },
    {
      type: 'tool_result',
      tool_use_id: id,
      name,
      content: [{ type: 'text', text: found.join('\n') }],
      is_error: false,
      ...by,
    },
  ]
}

function contentOf(seed: number, { language }: ChatPlan, turn: Turn): Block[] {
  const redacted = turn.role === 'assistant' && chanceOf(seed, `thought ${turn.label}`) < 0.2
  const text = (part: number) => textBlock(wordsOf(seed, language, turn, part), redacted)
  if (turn.form === 'files_only') return []
  if (turn.form === 'tool_only') return toolBlocks(seed, turn)
  return turn.form === 'tools' ? [text(0), ...toolBlocks(seed, turn), text(1)] : [text(0)]
}

function fileOf(seed: number, turn: Turn, prefix: string): FileRow {
  const chance = chanceOf(seed, `file ${turn.label}`)
  const [filename, mime] = pick(uploads, chance)
  const isKnown = chance * 10 - Math.floor(chance * 10) < 0.8
  return {
    id: idFor(prefix, seed, turn.label),
    filename,
    mime_type: mime,
    size_bytes: isKnown ? 400 + Math.floor(chance * 90_000) : null,
    md5: isKnown
      ? Math.floor(chance * 2 ** 52)
          .toString(16)
          .padStart(32, '0')
      : null,
  }
}

/** What a turn carries besides its words. */
function attachmentsOf(
  seed: number,
  chat: ChatPlan,
  turn: Turn,
): Pick<Message, 'files' | 'generated_files' | 'artifacts'> {
  const chance = chanceOf(seed, `attached ${turn.label}`)
  const isUser = turn.role === 'user'
  const hasFile = isUser && (turn.form === 'files_only' || chance < 0.08)
  const files = hasFile ? [{ ...fileOf(seed, turn, 'claude_file_'), created_at: plainTime(turn.at - 1_000) }] : null
  const generated = !isUser && chance < 0.04 ? [fileOf(seed, turn, 'claude_gen_file_')] : null
  const artifact = {
    id: idFor('claude_artifact_', seed, turn.label),
    version_id: idFor('claude_artifact_version_', seed, turn.label),
    title: chat.title === '' ? null : chat.title,
    artifact_type: 'text/markdown',
  }
  return { files, generated_files: generated, artifacts: !isUser && chance > 0.95 ? [artifact] : null }
}

/** The wire object of a turn. */
export function messageOf(seed: number, chat: ChatPlan, turn: Turn): Message {
  return {
    id: turn.id,
    role: turn.role,
    created_at: plainTime(turn.at),
    content: contentOf(seed, chat, turn),
    ...attachmentsOf(seed, chat, turn),
  }
}

/** What is left of a message once the vendor has taken its content away. */
export function shellOf({ id, role, at }: Pick<Turn, 'id' | 'role' | 'at'>): Message {
  return { id, role, created_at: plainTime(at), content: [], files: null, generated_files: null, artifacts: null }
}

/** Whether a turn of this form has any text. */
export const hasText = ({ form }: Pick<Turn, 'form'>): boolean => form !== 'tool_only' && form !== 'files_only'
