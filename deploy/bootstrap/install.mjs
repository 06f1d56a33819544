// Runs on whatever Node the machine has (20.19 or later); everything after it runs on the pinned Node 26.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const stamp = join(root, 'node_modules', '.portico-installed')
const INSTALL_TIMEOUT_MS = 15 * 60_000
/** A folder whose lockfile holds the hashes of pnpm and of its program for each platform the registry had them for. */
const pnpmHome = join(root, 'deploy', 'bootstrap', 'pnpm')

/** Path of the Node binary that the npm package `node` brought. */
export function pinnedNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  return join(root, 'node_modules', 'node', 'bin', name)
}

/** Installs with the pinned pnpm when the lockfile or a package.json changed since the last time. */
export function ensureInstalled() {
  assertNode()
  const wanted = fingerprint()
  if (existsSync(pinnedNode()) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  console.log(`Installing dependencies with ${packageManager} (the first time takes a minute or two)`)
  const pnpm = ['--no', '--prefix', pnpmHome, 'pnpm']
  // `npm ci` asks for the programs of all platforms in the lockfile, also for those a registry does not carry.
  must(
    spawn(
      'npm',
      ['install', '--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--silent'],
      pnpmHome,
    ),
  )
  must(spawn('npx', [...pnpm, 'install', '--frozen-lockfile'], root))
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

function spawn(command, args, cwd) {
  return spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    timeout: INSTALL_TIMEOUT_MS,
  })
}

function must({ status, error }) {
  if (status === 0) return
  fail(
    `Installing failed (${status ?? error?.message}). Check the network to the npm registry and run it again; where the message above is about integrity, the registry gave something else than what is pinned.`,
  )
}

function assertNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  fail(`Portico needs Node 20.19 or later to begin; this is ${process.versions.node}.`)
}

/** The lockfile lists what every package.json asks for, so it stands for all of them. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const file of ['package.json', 'pnpm-workspace.yaml', 'pnpm-lock.yaml'])
    hash.update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function fail(line) {
  console.error(line)
  process.exit(1)
}
