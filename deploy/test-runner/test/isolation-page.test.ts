import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../src/repository/root.ts'

const TABLE_ROW = /^\| (?<what>.+?) \| (?<how>.+) \| `(?<file>[^`]+)`: (?<title>.+) \|$/

const HEADINGS = /^\| (?:---|what|scenario) \|/

const rowsOf = (page: string) =>
  readFileSync(join(root, 'docs/reference', page), 'utf8')
    .split('\n')
    .filter(line => line.startsWith('| ') && !HEADINGS.test(line))

const rows = rowsOf('isolation.md')

it('the table of isolation has a row for every kind of leak', () => {
  expect(rows.length).toBeGreaterThan(25)
})

it('the table of foreign scenarios has those of both loaders', () => {
  expect(rowsOf('foreign-scenarios.md').length).toBeGreaterThan(25)
})

it.each([...rows, ...rowsOf('foreign-scenarios.md')])('%s', row => {
  const { file = '', title = '' } = TABLE_ROW.exec(row)?.groups ?? {}
  expect(existsSync(join(root, file)), `a file at ${file || row}`).toBe(true)
  expect(readFileSync(join(root, file), 'utf8').replaceAll("\\'", "'")).toContain(title)
})
