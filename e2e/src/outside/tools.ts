import { execFile, execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

export const ROOT = resolve(import.meta.dirname, '../../..')
const PNPM = join(ROOT, 'deploy/bootstrap/pnpm/node_modules/.bin')

const TIMEOUT_MS = 5 * 60_000
/** The oldest Node that a team may have is of this line. */
const OLDEST = /^v20\./

/** Runs a program as a team outside has it: on its own Node, in its own folder, with nothing of this repository in reach. */
export async function runTool(
  cwd: string,
  [program = '', ...args]: readonly string[],
  more: Record<string, string> = {},
): Promise<string> {
  const env = { ...outsideEnv(), ...more }
  const options = { cwd, env, timeout: TIMEOUT_MS, maxBuffer: 1 << 26 }
  const { stdout } = await promisify(execFile)(program, args, options).catch(error => {
    const { stdout: said = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${program} ${args.join(' ')} failed in ${cwd}:\n${said}${stderr}`, { cause: error })
  })
  return stdout
}

/** The machine's own Node of the oldest line, where it has one; else the one that runs this. */
export const outsideNode = findOldNode() ?? process.execPath

function outsideEnv(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:npm_|pnpm_|node_|vite|portico_)/i.test(name),
  )
  const path = [dirname(outsideNode), ...pathFolders(), PNPM].join(delimiter)
  return { ...Object.fromEntries(kept), PATH: path, CI: 'true' } as Record<string, string>
}

function pathFolders(): string[] {
  return (process.env.PATH ?? '').split(delimiter).filter(folder => !folder.startsWith(ROOT))
}

function findOldNode(): string | null {
  for (const folder of pathFolders()) {
    const node = join(folder, 'node')
    try {
      accessSync(node, constants.X_OK)
      if (OLDEST.test(execFileSync(node, ['--version'], { encoding: 'utf8' }))) return node
    } catch {
      // There is none in this folder.
    }
  }
  return null
}
