import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

const ROOT = resolve(import.meta.dirname, '../..')
const SOURCES = join(ROOT, 'e2e/foreign')
const CACHE = join(ROOT, 'node_modules/.cache/portico-foreign')
const PNPM_HOME = join(ROOT, 'deploy/bootstrap/pnpm')
const INSTALL_TIMEOUT_MS = 5 * 60_000
const BUILD_TIMEOUT_MS = 120_000
/** Where a tool writes the folder that is served, below the app's own; others write `dist`. */
const OUTPUTS: Record<string, string | undefined> = { angular: 'dist/browser' }

/**
 * The apps of `e2e/foreign`, installed and built by their own tools in a folder outside of the repository, where nothing of
 * Portico is found. Answers with the folder that holds one folder an app. Builds are kept by a hash of what they are made of.
 */
export async function buildForeignApps(): Promise<string> {
  const kept = join(CACHE, await fingerprint())
  if (existsSync(kept)) return kept
  const place = await mkdtemp(join(tmpdir(), 'foreign-'))
  try {
    const built = await buildIn(place)
    await rm(CACHE, { recursive: true, force: true })
    await mkdir(dirname(kept), { recursive: true })
    await keep(built, kept)
    return kept
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

async function buildIn(place: string): Promise<string> {
  const sources = join(place, 'sources')
  await cp(SOURCES, sources, {
    recursive: true,
    filter: source => !/[\\/](?:node_modules|dist)$/.test(source),
  })
  const install = ['--no', '--prefix', PNPM_HOME, 'pnpm', 'install', '--frozen-lockfile', '--prefer-offline']
  await runTool('npx', install, { cwd: sources, timeout: INSTALL_TIMEOUT_MS })
  const waiting = await listApps(sources)
  const work = async () => {
    for (let app = waiting.shift(); app !== undefined; app = waiting.shift()) {
      await runTool('npm', ['run', 'build'], { cwd: join(sources, app), timeout: BUILD_TIMEOUT_MS })
      await cp(join(sources, app, OUTPUTS[app] ?? 'dist'), join(place, 'built', app), { recursive: true })
    }
  }
  await Promise.all([work(), work()])
  return join(place, 'built')
}

async function listApps(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries.filter(each => each.isDirectory() && each.name !== 'node_modules').map(({ name }) => name)
}

/** Another process may have been faster: its build is as good. */
async function keep(built: string, kept: string): Promise<void> {
  const beside = `${kept}.${process.pid}`
  await cp(built, beside, { recursive: true })
  await rename(beside, kept).catch(async error => {
    await rm(beside, { recursive: true, force: true })
    if (!existsSync(kept)) throw error
  })
}

async function runTool(
  tool: string,
  args: string[],
  options: { cwd: string; timeout: number },
): Promise<void> {
  const path = [dirname(process.execPath), process.env.PATH].join(delimiter)
  const env = { ...process.env, PATH: path, NODE_OPTIONS: '', CI: 'true', NG_CLI_ANALYTICS: 'false' }
  await promisify(execFile)(tool, args, { ...options, env, maxBuffer: 1 << 26 }).catch(error => {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${tool} ${args.join(' ')} failed in ${options.cwd}:\n${stdout}${stderr}`, {
      cause: error,
    })
  })
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256').update(process.version)
  const entries = await readdir(SOURCES, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  for (const file of files.sort())
    hash.update(`\0${file.slice(SOURCES.length)}\0`).update(await readFile(file))
  return hash.digest('hex').slice(0, 16)
}
