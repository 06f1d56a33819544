import { setTimeout as sleep } from 'node:timers/promises'

/** All that the program touches outside of itself and the network, so that tests can stand in for it. */
export interface CliEnvironment {
  env: Record<string, string | undefined>
  cwd: string
  out: (text: string) => void
  error: (text: string) => void
  /** Nobody reads any more what is written: what only tells may end, what changes something goes on. */
  isUnheard: () => boolean
  /** Somebody watches: a line may be written over. */
  isInteractive: boolean
  nowMs: () => number
  sleep: (ms: number) => Promise<void>
}

export function processEnvironment(): CliEnvironment {
  return {
    env: process.env,
    cwd: process.cwd(),
    out: text => process.stdout.write(text),
    error: text => process.stderr.write(text),
    isUnheard: () => !process.stdout.writable,
    isInteractive: process.stderr.isTTY === true,
    nowMs: Date.now,
    sleep: ms => sleep(ms),
  }
}
