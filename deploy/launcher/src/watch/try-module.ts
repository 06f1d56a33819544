import { execFile } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const TIMEOUT_MS = 30_000
const KEPT_LINES = 12
const run = promisify(execFile)

/**
 * Loads a module, and with it all that it imports, in a process of its own that ends then. Null: it can be loaded; else what
 * Node says, from the place of a syntax error or of an import that leads nowhere on.
 */
export async function tryModule(file: string, cwd: string, signal: AbortSignal): Promise<string | null> {
  const program = `await import(${JSON.stringify(pathToFileURL(file).href)}); process.exit(0)`
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program]
  try {
    await run(process.execPath, args, { cwd, signal, timeout: TIMEOUT_MS })
    return null
  } catch (error) {
    signal.throwIfAborted()
    const { stderr = '', message } = error as Error & { stderr?: string }
    const lines = (stderr || message)
      .split('\n')
      .filter(line => line.trim() && !/^ +at |^Node\.js v/.test(line))
    return lines.slice(0, KEPT_LINES).join('\n')
  }
}
