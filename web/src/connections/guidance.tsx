// What a person wants to know before and after they hand over a key, folded until they ask.
import { AnthropicGuidance } from './guidance-anthropic.tsx'
import { ComplianceGuidance } from './guidance-compliance.tsx'
import { OpenaiGuidance } from './guidance-openai.tsx'
import type { ConnectionKind } from './kinds.ts'

const views: Record<ConnectionKind, () => React.ReactNode> = {
  anthropic_admin: AnthropicGuidance,
  openai_admin: OpenaiGuidance,
  anthropic_compliance: ComplianceGuidance,
}

export function Guidance({ kind }: { kind: ConnectionKind }) {
  const View = views[kind]
  return <View />
}
