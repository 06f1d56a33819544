import { expect, test } from 'vitest'
import { parseCommand } from '../src/command/parse-command.ts'
import { readMoverSettings } from '../src/command/read-settings.ts'

test.each([
  ['move t_1 --to east', { name: 'move', tenantId: 't_1', to: 'east', isDryRun: false }],
  ['move t_1 --to east --dry-run', { name: 'move', tenantId: 't_1', to: 'east', isDryRun: true }],
  ['move t_1 --abort', { name: 'abort', tenantId: 't_1' }],
  ['clear', { name: 'clear' }],
])('portico tenant %s', (line, command) => {
  expect(parseCommand(line.split(' '))).toEqual(command)
})

test.each([
  '',
  'move',
  'move t_1',
  'move t_1 t_2 --to east',
  'move t_1 --to east --abort',
  'clear t_1',
  'move t_1 --force',
])('portico tenant %s is refused', line => {
  expect(() => parseCommand(line.split(' ').filter(Boolean))).toThrow('portico tenant move')
})

const HOME = 'home=postgres://a:s3cret@127.0.0.1/x'

test('cells are named with the databases of their administrators', () => {
  const { cells, url } = readMoverSettings({ PORTICO_CELLS: `${HOME}, east=postgresql://b@host/y` })
  expect([...cells.keys()]).toEqual(['home', 'east'])
  expect(url).toBe('http://127.0.0.1:8080')
})

test.each([
  ['', 'SETTING_REQUIRED'],
  [HOME, 'SETTING_REQUIRED'],
  [`${HOME},east`, 'BAD_SETTING'],
  [`${HOME},East=postgres://x`, 'BAD_SETTING'],
  [`${HOME},east=mysql://s3cret@x`, 'BAD_SETTING'],
])('%j is refused, and no password repeated', (PORTICO_CELLS, code) => {
  let refused: unknown
  try {
    readMoverSettings({ PORTICO_CELLS })
  } catch (error) {
    refused = error
  }
  expect(refused).toMatchObject({ code })
  expect(String(refused)).not.toContain('s3cret')
})
