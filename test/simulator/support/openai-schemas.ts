// The official description of the vendor's answers, as validators: open as published, and closed so that nothing undeclared passes.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

const folder = join(import.meta.dirname, '../../vectors/openai-openapi')
const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Json // both files are JSON
const published = read('openai-organization-openapi.json')
const overlay = read('openai-organization-openapi.sdk-7.55.0.overlay.json')

const isObject = (value: Json | undefined): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** RFC 7396. */
function merge(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch
  const merged: { [name: string]: Json } = isObject(target) ? { ...target } : {}
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name]
    else merged[name] = merge(merged[name], value)
  }
  return merged
}

/** Every object schema with members refuses members that it does not name. */
function closed(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(closed)
  if (!isObject(schema)) return schema
  const inner = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]))
  const isShape = isObject(inner.properties) && inner.additionalProperties === undefined
  return isShape ? { ...inner, additionalProperties: false } : inner
}

const newest = merge(published, overlay)
const sources = { published, newest, closed: closed(newest) }

/** What is wrong with a body by one reading of a component; empty when it is valid. */
export function faultsOf(reading: keyof typeof sources, component: string, body: unknown): string[] {
  const validate = validatorOf(reading, component)
  if (validate(body) === true) return []
  return (validate.errors ?? []).map(
    (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
  )
}

const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false })
for (const [name, schema] of Object.entries(sources)) ajv.addSchema(schema as object, name) // objects, read above

function validatorOf(reading: string, component: string) {
  const found = ajv.getSchema(`${reading}#/components/schemas/${component}`)
  if (found === undefined) throw new Error(`no component ${component}`)
  return found
}
