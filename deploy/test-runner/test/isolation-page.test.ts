import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../src/repository/root.ts'

const TABLE_ROW = /^\| (?<what>.+?) \| (?<how>.+) \| `(?<file>[^`]+)`: (?<title>.+) \|$/

const page = readFileSync(join(root, 'docs/reference/isolation.md'), 'utf8')
const rows = page
  .split('\n')
  .filter(line => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| what |'))

it('the table of isolation has a row for every kind of leak', () => {
  expect(rows.length).toBeGreaterThan(25)
})

it.each(rows)('%s', row => {
  const { file = '', title = '' } = TABLE_ROW.exec(row)?.groups ?? {}
  expect(existsSync(join(root, file)), `a file at ${file || row}`).toBe(true)
  expect(readFileSync(join(root, file), 'utf8').replaceAll("\\'", "'")).toContain(title)
})
