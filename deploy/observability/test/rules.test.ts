import { execFile } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..')
const root = join(folder, '../..')
const run = promisify(execFile)
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8')

/** True where Prometheus' own tool neither is nor can be installed; the output says so. */
function isWithoutPromtool(): boolean {
  const has = (name: string) =>
    (process.env.PATH ?? '').split(delimiter).some(place => existsSync(join(place, name)))
  const isLeftOut = !has('promtool') && !(process.getuid?.() === 0 && has('apt-get'))
  if (isLeftOut) console.warn('SKIPPED: no promtool on the PATH, so no rule or alert is tried.')
  return isLeftOut
}

test.skipIf(isWithoutPromtool())('Prometheus takes the rules, and alerts fire when they should', async () => {
  const options = { cwd: folder }
  await run('promtool', ['check', 'rules', 'rules/recording.yml', 'rules/alerts.yml'], options)
  await run('promtool', ['test', 'rules', 'test/alerts.test.yml'], options)
})

test('rules and dashboards read what is measured', () => {
  const rules = textOf('rules/recording.yml')
  const recorded = new Set(Array.from(rules.matchAll(/record: (\S+)/g), ([, name]) => name))
  const sources = [
    'bff/framework/src/telemetry/*.ts',
    'services/kit/src/metrics/*.ts',
    'services/business/*/src/routes/*.ts',
  ]
    .flatMap(pattern => globSync(pattern, { cwd: root }))
    .map(file => readFileSync(join(root, file), 'utf8'))
    .join('\n')
  const measured = new Set(Array.from(sources.matchAll(/'(portico_\w+)'/g), ([, name]) => name))
  const dashboards = globSync('dashboards/*.json', { cwd: folder }).flatMap(file => {
    const board = JSON.parse(textOf(file)) as { panels: { targets: { expr: string }[] }[] }
    return board.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
  })
  expect(dashboards.length).toBeGreaterThan(20)
  const read = [rules, textOf('rules/alerts.yml'), ...dashboards].join('\n')
  const own = Array.from(read.matchAll(/(?<![\w:])portico_\w+/g), ([name]) =>
    name.replace(/_(?:bucket|sum|count)$/, ''),
  )
  expect([...new Set(own)].filter(name => !measured.has(name))).toEqual([])
  const levels = Array.from(
    read.matchAll(/\b(?:operation|portico|revision|entity):\w+:\w+/g),
    ([name]) => name,
  )
  expect([...new Set(levels)].filter(name => !recorded.has(name))).toEqual([])
})

test('every alert says what, why, what to try first, and whose it is', () => {
  const alerts = textOf('rules/alerts.yml').split('- alert: ').slice(1)
  for (const alert of alerts)
    for (const part of ['summary:', 'description:', 'first:', 'owner:', 'severity:'])
      expect(alert, alert.split('\n', 1)[0]).toContain(part)
})
