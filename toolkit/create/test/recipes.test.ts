import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { makeSubApp } from '../src/make-sub-app.ts'

/** Each says what it was run with, one word a line between brackets. */
const PROGRAMS =
  'npm() { echo "<npm"; printf "%s\\n" "$@" ">"; }\nnpx() { echo "<npx"; printf "%s\\n" "$@" ">"; }\n'
const TAG = 'v1.2.0'
const REASON = 'run 7 of "main"; by ada'

interface GitLab {
  default: { before_script: string[] }
  [job: string]: { before_script?: string[]; script?: string[]; rules?: object[] }
}

interface GitHub {
  jobs: Record<string, { if?: string; steps: { run?: string; uses?: string }[] }>
}

async function readRecipes(): Promise<{ gitlab: GitLab; github: GitHub }> {
  const place = await mkdtemp(join(tmpdir(), 'portico-recipes-'))
  onTestFinished(() => rm(place, { recursive: true, force: true }))
  const options = { template: 'html', base: '/stock', titleZh: '盘点', titleEn: 'Stock' } as const
  const { folder } = await makeSubApp({ name: 'stock', ...options }, place)
  const read = async (path: string) => parse(await readFile(join(folder, path), 'utf8'))
  return { gitlab: await read('.gitlab-ci.yml'), github: await read('.github/workflows/ship.yml') }
}

/** What a shell calls programs with for these lines of a recipe, as one runs them: the first that fails ends it. */
function callsOf(lines: readonly string[], env: Record<string, string>): string[][] {
  const said = execFileSync('sh', ['-euc', PROGRAMS + lines.join('\n')], { env, encoding: 'utf8' })
  return said
    .split('<')
    .slice(1)
    .map(call => call.slice(0, call.lastIndexOf('\n>')).split('\n'))
}

const releaseCall = (...args: string[]) => ['npx', 'portico', 'release', ...args]
const CHECKS = [
  ['npm', 'ci'],
  ['npm', 'run', 'check'],
  ['npm', 'test'],
  ['npm', 'run', 'build'],
]
const PUBLISH = ['npx', 'portico', 'publish', '--build', '--version', '1.2.0']
const START = releaseCall('start', 'stock@1.2.0', '--percent', '1', '--reason', REASON)
const WATCH = releaseCall('watch', 'stock', '--minutes', '15')
const promoteFor = (reason: string) => releaseCall('promote', 'stock', '--reason', reason)

test("every line of GitLab's recipe calls what it should, whatever its variables hold", async () => {
  const { gitlab } = await readRecipes()
  const { before_script: before } = gitlab.default
  const env = { CI_COMMIT_TAG: TAG, CI_PIPELINE_URL: REASON, GITLAB_USER_LOGIN: 'ada' }
  const { stages: _, default: __, ...jobs } = gitlab
  const calls = Object.entries(jobs).map(([job, { script = [] }]) => [
    job,
    callsOf([...before, ...script], env),
  ])
  const install = ['npm', 'ci']
  expect(Object.fromEntries(calls)).toEqual({
    test: CHECKS,
    publish: [install, PUBLISH],
    start: [install, START, WATCH],
    promote: [install, promoteFor(`${REASON} by ada`)],
    rollback: [install, releaseCall('rollback', 'stock', '--reason', `${REASON} by ada`)],
  })
  const open = Object.keys(jobs).filter(job => jobs[job]?.rules === undefined)
  expect(open).toEqual(['test'])
})

test("every line of GitHub's recipe calls the same", async () => {
  const { github } = await readRecipes()
  const env = { GITHUB_REF_NAME: TAG, REASON }
  const calls = Object.entries(github.jobs).map(([job, { steps }]) => [
    job,
    callsOf(
      steps.flatMap(({ run }) => run ?? []),
      env,
    ),
  ])
  const install = ['npm', 'ci']
  expect(Object.fromEntries(calls)).toEqual({
    test: CHECKS,
    'some-tenants': [install, PUBLISH, START, WATCH],
    'all-tenants': [install, promoteFor(REASON)],
  })
  const open = Object.keys(github.jobs).filter(job => github.jobs[job]?.if === undefined)
  expect(open).toEqual(['test'])
})
