import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

const STOPS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** All that the program touches outside of itself and the network, so that tests can stand in for it. */
export interface CliEnvironment {
  env: Record<string, string | undefined>
  cwd: string
  out: (text: string) => void
  error: (text: string) => void
  /** No reader takes what is written any more: a command that only prints may end, one that changes something goes on. */
  isOutputClosed: () => boolean
  /** A person watches: a line may be written over. */
  isInteractive: boolean
  nowMs: () => number
  /** Left out: that of this process. */
  nodeVersion?: string
  sleep: (ms: number) => Promise<void>
  /** Settles when a command that goes on until it is stopped shall end. */
  untilStopped: () => Promise<void>
}

export function processEnvironment(): CliEnvironment {
  return {
    env: process.env,
    cwd: process.cwd(),
    out: text => process.stdout.write(text),
    error: text => process.stderr.write(text),
    isOutputClosed: () => !process.stdout.writable,
    isInteractive: process.stderr.isTTY === true,
    nowMs: Date.now,
    sleep: ms => sleep(ms),
    untilStopped: () => Promise.race(STOPS.map(signal => once(process, signal))).then(() => {}),
  }
}
