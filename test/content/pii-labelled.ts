// Labelled texts of the tests: the vectors of test/vectors/pii, and lines that mark what must be found as «PHONE:+1 ...».

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Finding } from '../../worker/content/pii.ts'
import type { Labelled } from '../vectors/pii/score.mjs'

const FOLDER = join(import.meta.dirname, '../vectors/pii')

/** Records of a file of test/vectors/pii, one JSON object a line. */
export function vectors(name: string): Labelled[] {
  const bytes = readFileSync(join(FOLDER, name))
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  // Our own files, in the form that INDEX.md states.
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Labelled)
}

/** The text of a marked line without its marks, and what they say must be found, as `TYPE value`. */
export function unmark(line: string): { text: string; wanted: string[] } {
  const wanted = [...line.matchAll(/«([A-Z_]+):([^»]*)»/g)].map(([, type, value]) => `${type} ${value}`)
  return { text: line.replace(/«[A-Z_]+:([^»]*)»/g, '$1'), wanted }
}

/** Findings as `TYPE value`, in order. */
export function shown(text: string, findings: readonly Finding[]): string[] {
  return findings.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`)
}
