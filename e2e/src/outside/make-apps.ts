import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { recipeOf } from './recipe.ts'
import { type LocalRegistry, startRegistry } from './registry.ts'
import { outsideNode, ROOT, runTool } from './tools.ts'

export interface OutsideApp {
  name: string
  template: string
  /** Absolute, outside of the repository. */
  folder: string
}

/** One template by npm, one by pnpm's own way to create, the others by the command line of the first app. */
const TEMPLATES = [
  { template: 'react', tool: 'npm' },
  { template: 'vue', tool: 'pnpm' },
  { template: 'svelte', tool: 'pnpm' },
  { template: 'html', tool: 'pnpm' },
] as const

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

/** Twice: the second time there is nothing left to publish. */
async function publishPackages(
  { url, loginName, token }: LocalRegistry,
  say: (line: string) => void,
): Promise<void> {
  const release = [process.execPath, join(ROOT, 'deploy/packages/src/release.ts'), '--registry', url]
  const login = { [loginName]: token }
  say(await runTool(ROOT, release, login))
  const again = await runTool(ROOT, release, login)
  if (!again.includes('Nothing to publish')) throw new Error(`A second run published again:\n${again}`)
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
  for (const { template, tool } of TEMPLATES) {
    const name = `outside-${template}`
    const folder = join(place, name)
    const watch = stopwatch()
    await runTool(place, createCommand(template, apps[0]), { npm_config_cache: cacheFor(place, template) })
    await copyFile(rc, join(folder, '.npmrc'))
    await runTool(
      folder,
      tool === 'npm'
        ? ['npm', 'install', '--prefer-offline', '--no-audit']
        : ['pnpm', 'install', '--prefer-offline'],
    )
    const installed = watch()
    for (const command of await recipeOf(folder, 'test')) await runTool(folder, ['sh', '-c', command])
    say(
      `${name}: created and installed by ${tool} in ${installed} s; checked, tested and built ${watch()} s after the beginning`,
    )
    apps.push({ name, template, folder })
  }
  return apps
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
