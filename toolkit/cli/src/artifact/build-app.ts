import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { CliError } from '../errors/cli-error.ts'

const BUILD_TIMEOUT_MS = 10 * 60_000
const SHOWN_CHARACTERS = 2000

type Env = Record<string, string | undefined>

/** Runs the app's own `build` script, or `vite build`. Throws BUILD_FAILED with the end of what it printed. */
export async function buildApp(dir: string, version: string | undefined, env: Env): Promise<void> {
  const child = spawn(await findBuildCommand(dir), {
    cwd: dir,
    shell: true,
    env: {
      ...env,
      PATH: [...listBinFolders(dir), env.PATH].join(delimiter),
      ...(version !== undefined && { PORTICO_VERSION: version }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: BUILD_TIMEOUT_MS,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += String(chunk)))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code === 0) return
  throw new CliError('BUILD_FAILED', `The build in ${dir} failed:\n${output.slice(-SHOWN_CHARACTERS)}`)
}

async function findBuildCommand(dir: string): Promise<string> {
  const file = join(dir, 'package.json')
  const text = await readFile(file, 'utf8').catch(cause => {
    throw new CliError('FILE_NOT_READABLE', `${file} cannot be read, so there is nothing to build.`, {
      cause,
    })
  })
  try {
    const { scripts } = JSON.parse(text) as { scripts?: { build?: string } }
    return scripts?.build ?? 'vite build'
  } catch (cause) {
    const reason = (cause as Error).message
    throw new CliError('FILE_NOT_READABLE', `${file} is not JSON, so there is nothing to build: ${reason}`, {
      cause,
    })
  }
}

/** As npm does it: the tools of the package, then those of the folders above. */
function listBinFolders(dir: string): string[] {
  const above = dirname(dir)
  const own = join(dir, 'node_modules/.bin')
  return above === dir ? [own] : [own, ...listBinFolders(above)]
}
