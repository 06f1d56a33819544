import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { buildIncident, buildRelease, buildToken } from './build.ts'
import { FakeGateway } from './fake-gateway.ts'
import { runCli } from './run-cli.ts'

const docs = join(import.meta.dirname, '../../../docs')
const read = (path: string) => readFileSync(join(docs, path), 'utf8')
const guide = read('guides/ship-your-app.md')
const pages = [guide, read('operations/release.md')]
const variables: Record<string, string> = { $APP: 'sales', $VERSION: '1.5.0' }

let fake: FakeGateway
beforeEach(async () => {
  fake = await new FakeGateway().start()
  fake.tokens = [buildToken()]
  fake.incidents = [buildIncident()]
})
afterEach(() => fake.stop())

/** Every command line the pages show: in shell blocks, in pipelines, and between backticks. */
function listCommands(): string[] {
  const found = pages.flatMap(page => [
    ...page.matchAll(/^(?:.*(?:run: |- )\.\/|[A-Z_]+=\.\.\. )?(portico [a-z].*)$/gm),
    ...page.matchAll(/`(portico (?:release|status|explain) [^`]+)`/g),
  ])
  return [...new Set(found.map(([, command = '']) => command))]
}

/** As a shell would split it: quotes, variables, comments. */
function splitWords(command: string): string[] {
  const bare = command.replace(/\s+#.*$/, '')
  const words = bare.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []
  return words.map(word => word.replace(/["']/g, '').replace(/\$[A-Z]+/g, name => variables[name] ?? name))
}

const commands = listCommands()

test('the pages show every step of a release', () => {
  for (const step of [
    'publish',
    'release start',
    'release widen',
    'release watch',
    'release promote',
    'release abort',
  ])
    expect(commands.some(command => command.startsWith(`portico ${step}`))).toBe(true)
  expect(commands.length).toBeGreaterThan(25)
})

test.each(commands)('%s is a command that exists', async command => {
  // Ended already for those who would watch it for minutes.
  fake.releases = [buildRelease({ state: command.includes('watch') ? 'full' : 'gray' })]
  const { error } = await runCli(fake.url, splitWords(command).slice(1), { env: { PATH: '' } })
  expect(error).not.toContain('WRONG_USAGE')
})

test.each([['guides/gitlab-ci.example.yml'], ['guides/github-actions.example.yml']])(
  'the guide shows %s as it is',
  path => {
    expect(guide).toContain(`\`\`\`yaml\n${read(path)}\`\`\``)
  },
)
