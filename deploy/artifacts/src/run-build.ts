import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Buildable } from './sources.ts'
import type { WarmBuilder } from './warm/warm-builder.ts'

const BUILD_TIMEOUT_MS = 5 * 60_000
/** Of what a build that failed printed. */
const KEPT_CHARACTERS = 2000

/** A build that failed, with the end of what it printed. */
export class BuildError extends Error {
  readonly code = 'BUILD_FAILED'
}

export interface RunOptions {
  root: string
  onProgress: (line: string) => void
  /** Ends the build under way, and with it the whole. */
  signal?: AbortSignal
  /** Builds what Vite alone builds; left out: each build has a process of its own. */
  warm?: WarmBuilder
}

/** Into a folder of its own, so that another build in the same tree does not get in the way; `keep` takes it from there. */
export async function build<Kept>(
  buildable: Buildable,
  env: Record<string, string>,
  options: RunOptions & { madeWith: string },
  keep: (dist: string) => Promise<Kept>,
): Promise<Kept> {
  const dist = await mkdtemp(join(tmpdir(), `portico-${buildable.name}-`))
  try {
    await runBuild(buildable, { ...env, PORTICO_DIST: dist }, options)
    return await keep(dist)
  } finally {
    await rm(dist, { recursive: true, force: true })
  }
}

async function runBuild(
  buildable: Buildable,
  env: Record<string, string>,
  options: RunOptions & { madeWith: string },
) {
  const features = env.PORTICO_FEATURES
  options.onProgress(`building ${buildable.name}${features ? ` with ${features}` : ''}`)
  const manifest = JSON.parse(await readFile(join(buildable.dir, 'package.json'), 'utf8')) as {
    scripts?: { build?: string }
  }
  const script = manifest.scripts?.build ?? 'vite build'
  if (options.warm && script === 'vite build') {
    const { madeWith, signal } = options
    const limits = { madeWith, timeoutMs: BUILD_TIMEOUT_MS, signal }
    const fault = await options.warm.build({ dir: buildable.dir, env }, limits)
    if (fault !== null) throw failed(buildable, fault)
    return
  }
  // Vite refuses a second command in one project; builds of two products write to a folder each.
  const command = script.replace(/^vite build\b/, 'vite build --bypass-lock')
  const bin = [
    join(buildable.dir, 'node_modules/.bin'),
    join(options.root, 'node_modules/.bin'),
    process.env.PATH,
  ].join(':')
  const child = spawn(command, {
    cwd: buildable.dir,
    shell: true,
    env: { ...process.env, PATH: bin, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: BUILD_TIMEOUT_MS,
    signal: options.signal,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += String(chunk)))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw failed(buildable, output)
}

function failed({ name }: Buildable, output: string): BuildError {
  return new BuildError(`Building ${name} failed:\n${output.trim().slice(-KEPT_CHARACTERS)}`)
}
