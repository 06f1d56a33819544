import { createInterface } from 'node:readline/promises'
import type { Ask } from './complete.ts'
import { CreateError } from './create-error.ts'

/** Asks at the terminal of this process; null where there is none, as in CI. Questions go to standard error. */
export function terminalAsk(env: NodeJS.ProcessEnv = process.env): Ask | null {
  if (!process.stdin.isTTY || !process.stderr.isTTY || env.CI) return null
  return async question => {
    const terminal = createInterface({ input: process.stdin, output: process.stderr })
    try {
      // At the end of the input readline never answers.
      const closed = new Promise<never>((_, reject) =>
        terminal.once('close', () =>
          reject(new CreateError('CREATE_OPTION_MISSING', 'The terminal was closed.')),
        ),
      )
      return await Promise.race([terminal.question(question), closed])
    } finally {
      terminal.close()
    }
  }
}
