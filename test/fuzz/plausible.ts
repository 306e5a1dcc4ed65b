// From a route's own schema to an input that it would take: what is bent afterwards gets past the door.
import { z } from '@hono/zod-openapi'
import type { Dice } from './seeded.ts'

type Node = { [name: string]: unknown }
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : [])

const nodeOf = new Map<z.ZodType, Node>()

/** The schema as JSON Schema, of what goes in. */
export function describe(schema: z.ZodType): Node {
  const known = nodeOf.get(schema)
  if (known !== undefined) return known
  const made: Node = { ...z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) }
  nodeOf.set(schema, made)
  return made
}

/** Names of a schema's members; for params and queries. */
export const membersOf = (schema: z.ZodType | undefined): string[] =>
  schema === undefined
    ? []
    : Object.keys(isNode(describe(schema).properties) ? Object(describe(schema).properties) : {})

/** Texts for a pattern, tried in turn: what ids, days, months, amounts and addresses look like here. */
const EXAMPLES = [
  ...['2026-11-20', '2026-11', '2026-11-20T14:32:00.000Z', '17000000000', '-5', 'x', 'name', 'someone@example.com'],
  ...[
    'https://hooks.example/a',
    'a'.repeat(32),
    'ab'.repeat(32),
    `sub_${'0'.repeat(26)}`,
    '#123abc',
    '90',
    'northwind.example',
  ],
]

function text(node: Node, dice: Dice, known: readonly string[]): string {
  if (typeof node.pattern === 'string') {
    const pattern = new RegExp(node.pattern, 'u')
    const fits = [...EXAMPLES, ...known].filter((one) => pattern.test(one))
    if (fits.length > 0) return dice.pick(fits)
  }
  if (node.format === 'email') return 'someone@example.com'
  if (known.length > 0 && !dice.once(3)) return dice.pick(known)
  return dice.pick(EXAMPLES)
}

/** A value that the schema takes, as far as JSON Schema can say it. `known`: ids that stand for something. */
export function plausible(node: Node, dice: Dice, known: readonly string[]): unknown {
  const choices = [...nodes(node.anyOf), ...nodes(node.oneOf)]
  if (choices.length > 0) return plausible(dice.pick(choices), dice, known)
  if ('const' in node) return node.const
  if (Array.isArray(node.enum)) return dice.pick(node.enum)
  if ('default' in node && dice.once(3)) return node.default
  const all = nodes(node.allOf)
  if (all.length > 0) return Object.assign({}, ...all.map((one) => plausible(one, dice, known)))
  switch (node.type) {
    case 'object':
      return object(node, dice, known)
    case 'array':
      return isNode(node.items)
        ? Array.from({ length: 1 + dice.roll(2) }, () => plausible(Object(node.items), dice, known))
        : []
    case 'integer':
    case 'number':
      return Math.max(Number(node.minimum ?? 0), Math.min(Number(node.maximum ?? 50), dice.roll(40)))
    case 'boolean':
      return dice.once(2)
    case 'null':
      return null
    case 'string':
      return text(node, dice, known)
    default:
      return text({}, dice, known)
  }
}

function object(node: Node, dice: Dice, known: readonly string[]): Node {
  const required = Array.isArray(node.required) ? node.required : []
  const made: Node = {}
  for (const [name, inner] of Object.entries(isNode(node.properties) ? node.properties : {})) {
    if (isNode(inner) && (required.includes(name) || dice.once(2))) made[name] = plausible(inner, dice, known)
  }
  return made
}
