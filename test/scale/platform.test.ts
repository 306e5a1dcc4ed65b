// The platform that the measuring runs on counts what the bill counts.
import { describe, expect, it } from 'vitest'
import { CountedBucket } from './platform/bucket.ts'
import { d1Over } from './platform/d1.ts'
import { CountedSqlite } from './platform/sqlite.ts'

function withTable(): CountedSqlite {
  const db = new CountedSqlite()
  db.script(
    'CREATE TABLE a (x INTEGER, y TEXT, PRIMARY KEY (x)); CREATE INDEX a_y ON a (y); CREATE INDEX a_xy ON a (x, y)',
  )
  db.script('CREATE TABLE b (x TEXT PRIMARY KEY, y TEXT) WITHOUT ROWID')
  return db
}

describe('rows written', () => {
  it('are the row and every index entry, however many rows a statement has', () => {
    const db = withTable()
    db.run(`INSERT INTO a SELECT value, 'y' FROM json_each(?1)`, ['[1,2,3]'])
    expect(db.counts.rowsWritten).toBe(3 * 3)
  })

  it('of an update are the row and the indexes of the columns that it sets', () => {
    const db = withTable()
    db.run('INSERT INTO a VALUES (?, ?)', [1, 'y'])
    db.run('UPDATE a SET y = ? WHERE x = 1', ['z'])
    expect(db.counts.rowsWritten).toBe(3 + 3)
    db.run('UPDATE a SET y = ? WHERE x = 2', ['z'])
    expect(db.counts.rowsWritten).toBe(6)
  })

  it('of a table without rowid are one: the primary key is the table', () => {
    const db = withTable()
    db.run('INSERT INTO b VALUES (?, ?)', ['k', 'v'])
    expect([...db.written]).toEqual([['b', 1]])
  })

  it('are none where nothing changed', () => {
    const db = withTable()
    db.run('SELECT * FROM a', [])
    db.run('DELETE FROM a', [])
    expect(db.counts).toEqual({ queries: 2, rowsWritten: 0 })
  })
})

describe('the database', () => {
  it('takes a batch whole or not at all', async () => {
    const db = withTable()
    const d1 = d1Over(db)
    const insert = d1.prepare('INSERT INTO a VALUES (?1, ?2)')
    await expect(d1.batch([insert.bind(1, 'y'), insert.bind(1, 'again')])).rejects.toThrow()
    expect(await d1.prepare('SELECT COUNT(*) AS n FROM a').first('n')).toBe(0)
    await d1.batch([insert.bind(1, 'y'), insert.bind(2, 'z')])
    expect(await d1.prepare('SELECT x, y FROM a ORDER BY x').raw()).toEqual([
      [1, 'y'],
      [2, 'z'],
    ])
  })

  it('weighs a table with its indexes', () => {
    const db = withTable()
    const before = db.tables().get('a')?.bytes ?? 0
    db.run(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) INSERT INTO a SELECT i, 'some text' FROM n`,
      [],
    )
    expect(db.tables().get('a')?.rows).toBe(1000)
    // Three copies of the text, 9 bytes each at least.
    expect((db.tables().get('a')?.bytes ?? 0) - before).toBeGreaterThan(27_000)
  })
})

describe('the bucket', () => {
  it('writes once where it is told to, and counts the try', async () => {
    const bucket = new CountedBucket()
    const onlyIf = { etagDoesNotMatch: '*' }
    expect(await bucket.put('k', 'one', { onlyIf })).not.toBeNull()
    expect(await bucket.put('k', 'two', { onlyIf })).toBeNull()
    expect(await bucket.get('none')).toBeNull()
    expect(bucket.counts).toEqual({ classA: 2, classB: 1 })
    expect(bucket.weigh(/^k/)).toEqual({ objects: 1, bytes: 3 })
  })

  it('replaces only what it was told stands there', async () => {
    const bucket = new CountedBucket()
    const first = (await bucket.put('k', 'one')) as { etag: string } | null
    expect(await bucket.put('k', 'two', { onlyIf: { etagMatches: 'other' } })).toBeNull()
    expect(await bucket.put('k', 'two', { onlyIf: { etagMatches: first?.etag ?? '' } })).not.toBeNull()
  })
})
