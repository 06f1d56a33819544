import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { root } from './repository/root.ts'

export const RUNNER_TIMEOUT_MS = 40 * 60_000

export interface CommandResult {
  code: number
  output: string
}

/** Runs a command line from the project's root with the workspace's binaries first on PATH. */
export async function runCommand(
  command: string,
  options: { timeoutMs: number; isQuiet?: boolean; env?: Record<string, string> },
): Promise<CommandResult> {
  const child = spawn(command, {
    cwd: root,
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: options.timeoutMs,
    env: { ...process.env, PATH: `${root}/node_modules/.bin:${process.env.PATH}`, ...options.env },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      output += String(chunk)
      if (!options.isQuiet) process.stdout.write(chunk)
    })
  }
  const [code] = (await once(child, 'close')) as [number | null]
  return { code: code ?? 1, output }
}
