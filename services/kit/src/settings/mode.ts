import { readWhole, serviceReader } from './whole.ts'

/** What a process does for its service. */
export interface ProcessMode {
  /** Takes calls. */
  serves: boolean
  /** Handles messages, jobs and tasks. */
  works: boolean
  /** How long it still takes calls after it has said that it stops. */
  drainMs: number
}

/** `PORTICO_WORK` and `PORTICO_SERVICE_DRAIN_MS`. Throws BAD_SETTING. */
export function readMode(env: NodeJS.ProcessEnv): ProcessMode {
  const work = serviceReader(env).choice('PORTICO_WORK')
  return {
    serves: work !== 'work',
    works: work !== 'serve',
    drainMs: readWhole(env, 'PORTICO_SERVICE_DRAIN_MS'),
  }
}
