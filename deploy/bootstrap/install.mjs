// Runs on whatever Node the machine has (20.19 or later); everything after it runs on the pinned Node 26.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const stamp = join(root, 'node_modules', '.portico-installed')
const INSTALL_TIMEOUT_MS = 15 * 60_000
/** A folder whose lockfile holds the hashes of pnpm and of its program for each platform the registry had them for. */
const pnpmHome = join(root, 'deploy', 'bootstrap', 'pnpm')
const pnpm = ['--no', '--prefix', pnpmHome, 'pnpm']

/** Path of the Node binary that the npm package `node` brought. */
export function pinnedNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  return join(root, 'node_modules', 'node', 'bin', name)
}

/**
 * Installs with the pinned pnpm when the lockfile or the package.json of any package changed since the last time. A package.json
 * that asks for what the lockfile does not list, as that of a new app does, has the lockfile written anew, but not where `CI` is
 * set: there the lockfile is what was looked at.
 */
export function ensureInstalled() {
  assertNode()
  const wanted = fingerprint()
  if (existsSync(pinnedNode()) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  console.log(`Installing dependencies with ${packageManager} (the first time takes a minute or two)`)
  // `npm ci` asks for the programs of all platforms in the lockfile, also for those a registry does not carry.
  const pnpmInstall = ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--silent']
  if (!succeeds(spawn('npm', pnpmInstall, pnpmHome))) return giveUp('pnpm itself')
  const isFrozen = Boolean(process.env.CI)
  if (
    !succeeds(
      spawn('npx', [...pnpm, 'install', isFrozen ? '--frozen-lockfile' : '--no-frozen-lockfile'], root),
    )
  )
    return giveUp('the packages')
  mkdirSync(dirname(stamp), { recursive: true })
  // The lockfile may be another now.
  writeFileSync(stamp, fingerprint())
}

function spawn(command, args, cwd) {
  return spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    timeout: INSTALL_TIMEOUT_MS,
  })
}

function succeeds({ status }) {
  return status === 0
}

/**
 * What was installed before may do: an app whose package.json nothing can be installed for is named and left out by the launcher.
 * Without it there is nothing to go on with.
 */
function giveUp(what) {
  const message = `Installing ${what} failed. Check the package.json that changed last and the network to the npm registry, and run it again; where the message above is about integrity, the registry gave something else than what is pinned.`
  if (!existsSync(stamp) || !existsSync(pinnedNode()) || process.env.CI) fail(message)
  console.error(`${message}\nGoing on with what was installed before.`)
}

function assertNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  fail(`Portico needs Node 20.19 or later to begin; this is ${process.versions.node}.`)
}

/** Of all that decides what is installed. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const file of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml', ...listPackages()])
    hash.update(`${file}\0`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

/** The package.json of each package of the workspace. Its patterns have no wildcard but a `*` for one folder. */
function listPackages() {
  const [, patterns = ''] =
    readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8').match(/^packages:\n((?: +- .+\n)+)/m) ?? []
  const folders = [...patterns.matchAll(/^ +- "?([^"\n]+)"?$/gm)].flatMap(([, pattern]) =>
    expand(pattern.split('/')),
  )
  return [...new Set(folders)]
    .map(folder => `${folder}/package.json`)
    .filter(file => existsSync(join(root, file)))
}

function expand([first, ...rest], above = '') {
  const names = first === '*' ? listFolders(above) : [first]
  const folders = names.map(name => (above ? `${above}/${name}` : name))
  return rest.length === 0 ? folders : folders.flatMap(folder => expand(rest, folder))
}

function listFolders(above) {
  const place = join(root, above)
  if (!existsSync(place)) return []
  const entries = readdirSync(place, { withFileTypes: true })
  return entries
    .filter(entry => entry.isDirectory() && entry.name !== 'node_modules')
    .map(({ name }) => name)
    .sort()
}

function fail(line) {
  console.error(line)
  process.exit(1)
}
