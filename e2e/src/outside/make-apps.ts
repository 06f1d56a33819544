import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { linesOf, readRecipe } from './recipe.ts'
import { type LocalRegistry, startRegistry } from './registry.ts'
import { outsideNode, ROOT, runTool } from './tools.ts'

export interface OutsideApp {
  name: string
  template: string
  /** Absolute, outside of the repository. */
  folder: string
}

/**
 * One template by npm and by every line of its recipe, one by pnpm's own way to create, the others by the command line of the
 * first app. The test file is one for all templates: it runs for two. What is not built here, publishing builds.
 */
const TEMPLATES = [
  { template: 'react', tool: 'npm', scripts: [] },
  { template: 'vue', tool: 'pnpm', scripts: ['check', 'test'] },
  { template: 'svelte', tool: 'pnpm', scripts: ['check'] },
  { template: 'html', tool: 'pnpm', scripts: ['check'] },
] as const

/** Of npm and pnpm: what was fetched for one app is there for the next. */
const CACHED = { npm_config_prefer_offline: 'true', npm_config_audit: 'false' }

const DONE = 'apps.json'

/** The apps in `place`, which are made first where they are not there: what a team does until its app is built. */
export async function outsideApps(place: string, say: (line: string) => void): Promise<OutsideApp[]> {
  const done = await readFile(join(place, DONE), 'utf8').catch(() => null)
  if (done !== null) return JSON.parse(done) as OutsideApp[]
  // What an earlier try left behind would be in the way of the apps.
  await rm(place, { recursive: true, force: true })
  await mkdir(place, { recursive: true })
  const registry = await startRegistry()
  try {
    await publishPackages(registry, say)
    const apps = await makeApps(place, registry, say)
    await writeFile(join(place, DONE), JSON.stringify(apps))
    return apps
  } finally {
    await registry.stop()
  }
}

async function publishPackages(
  { url, loginName, token }: LocalRegistry,
  say: (line: string) => void,
): Promise<void> {
  const release = [process.execPath, join(ROOT, 'deploy/packages/src/release.ts'), '--registry', url]
  say(await runTool(ROOT, release, { [loginName]: token }))
}

async function makeApps(
  place: string,
  { url }: LocalRegistry,
  say: (line: string) => void,
): Promise<OutsideApp[]> {
  const rc = join(place, '.npmrc')
  await writeFile(rc, `@portico:registry=${url}\n`)
  say(`On Node ${(await runTool(place, [outsideNode, '--version'])).trim()}`)
  const apps: OutsideApp[] = []
  for (const { template, tool, scripts } of TEMPLATES) {
    const name = `outside-${template}`
    const folder = join(place, name)
    const watch = stopwatch()
    await runTool(place, createCommand(template, apps[0]), { npm_config_cache: cacheFor(place, template) })
    await copyFile(rc, join(folder, '.npmrc'))
    await runTool(folder, [tool, 'install'], CACHED)
    const installed = watch()
    if (tool === 'npm') await addGuideTests(folder, name)
    const commands = tool === 'npm' ? await readTests(folder) : scripts.map(script => `pnpm run ${script}`)
    for (const command of commands) await runTool(folder, ['sh', '-c', command])
    say(
      `${name}: created and installed by ${tool} in ${installed} s; ${scripts.join(' and ') || 'recipe'} done ${watch()} s after the beginning`,
    )
    apps.push({ name, template, folder })
  }
  return apps
}

/** The tests that the guide shows stand in the app as they are there, under its name. */
async function addGuideTests(folder: string, name: string): Promise<void> {
  const guide = await readFile(join(ROOT, 'docs/guides/testing.md'), 'utf8')
  const examples = [...guide.matchAll(/^```ts\n(.+?)^```$/gms)].map(([, code = '']) => code)
  const tests = examples.filter(code => code.includes("'@portico/testing/vitest'"))
  if (tests.length !== 2) throw new Error(`The guide has ${tests.length} examples for Vitest, not 2`)
  for (const [at, code] of tests.entries())
    await writeFile(join(folder, `src/test/guide-${at}.test.ts`), code.replaceAll('returns', name))
}

/**
 * The recipe's lines of `test`. Not `npm ci` ahead of them, for which `npm install` stands: it refuses a lock without the optional
 * packages that a registry does not have, and a mirror of npm's may lack some.
 */
async function readTests(folder: string): Promise<string[]> {
  const recipe = await readRecipe(folder)
  if (recipe.before.join() !== 'npm ci') throw new Error(`No line runs ${recipe.before.join(' and ')}`)
  return linesOf(recipe, 'test')
}

function createCommand(template: string, first: OutsideApp | undefined): string[] {
  const name = `outside-${template}`
  const flags = [
    '--template',
    template,
    '--title-en',
    `Outside ${template}`,
    '--title-zh',
    `外部 ${template}`,
  ]
  if (template === 'react') return ['npm', 'create', '--yes', '@portico', name, '--', ...flags]
  if (template === 'vue') return ['pnpm', 'create', '@portico', name, ...flags]
  return [join(first?.folder ?? '', 'node_modules/.bin/portico'), 'create', name, ...flags]
}

/** npm keeps what it ran by its version, which is that of the run before. */
function cacheFor(place: string, template: string): string {
  return join(place, `cache-${template}`)
}

/** Seconds since now, to a tenth. */
function stopwatch(): () => string {
  const startMs = performance.now()
  return () => ((performance.now() - startMs) / 1000).toFixed(1)
}
