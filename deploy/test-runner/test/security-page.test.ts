import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../src/repository/root.ts'

/** A row's last cell: `path/of.test.ts`: name of a test, or the beginning of it. */
const PROOF = /^`(?<file>[^`]+\.(?:test|spec)\.tsx?)`: (?<name>.+)$/

interface Row {
  threat: string
  proof: string
}

const page = readFileSync(join(root, 'docs/operations/security.md'), 'utf8')
const rows: Row[] = page
  .split('\n')
  .filter(line => line.startsWith('| ') && !line.startsWith('| ---') && !line.startsWith('| threat'))
  .map(line => line.split(' | ').map(cell => cell.replace(/^\| | \|$/g, '')))
  .flatMap(cells => (cells.length === 3 ? [{ threat: cells[0] ?? '', proof: cells[2] ?? '' }] : []))

describe('the threat model names for each threat a test that exists', () => {
  it('and has the threats of every kind of attacker', () => {
    expect(rows.length).toBeGreaterThan(50)
  })

  it.each(rows)('$threat', ({ proof }) => {
    const { file = '', name = '' } = PROOF.exec(proof)?.groups ?? {}
    expect(existsSync(join(root, file)), `a file at ${file || proof}`).toBe(true)
    expect(readFileSync(join(root, file), 'utf8')).toContain(name)
  })
})
