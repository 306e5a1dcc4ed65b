// The company goes through the product's own pipeline, in a process of its own: its clock, its fetch and its runtime module are replaced there.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

const PROGRAM = `
  const { openCompany, passTicks } = await import('./company.ts')
  const company = await openCompany({ kinds: ['openai_admin'], at: '2026-11-18T11:52:00.000Z', since: '2026-11-18' })
  const { stage, tenant } = company
  const read = () => {
    const { storage, alarms } = stage.ledgers.get(tenant)
    const { records } = storage.sql.exec('SELECT SUM(count) AS records FROM record').one()
    const shown = stage.tenants.run('SELECT watermark, size FROM projection', []).rows[0]
    const priors = storage.sql.exec('SELECT COUNT(*) AS n FROM prior').one().n
    return { records, priors, alarms, shown, pulls: stage.queues.pulls.counts.messages, objects: stage.archive.weigh().objects }
  }
  const opened = read()
  await passTicks(company, 2)
  console.log(JSON.stringify([opened, read()]))
`

type Read = { records: number; priors: number; alarms: number; shown: object; pulls: number; objects: number }

it('is read, recorded, projected and paged out, and a tick sends one message and restates the running day', async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--no-warnings', '--input-type=module', '--eval', PROGRAM],
    { cwd: import.meta.dirname },
  )
  const [opened, passed] = JSON.parse(stdout) as [Read, Read] // printed above
  expect(opened.records).toBeGreaterThan(100)
  expect(opened.shown).toEqual({ watermark: opened.records, size: opened.records })
  expect(opened.objects).toBeGreaterThan(2)
  // One connection, one message a tick.
  expect(passed.pulls - opened.pulls).toBe(2)
  expect(passed.priors).toBeGreaterThan(opened.priors)
  expect(passed.shown).toEqual({ watermark: passed.records, size: passed.records })
  expect(passed.alarms).toBeGreaterThan(opened.alarms)
}, 120_000)
