import { flushCompileCache } from 'node:module'
import { StartupError } from '../problems/startup-error.ts'
import type { Service } from './service.ts'

/** Longer than any request may take; then the process goes without waiting. */
const STOP_TIMEOUT_MS = 35_000

interface Running {
  stop(): Promise<void>
}

/** Runs one service as this process, until SIGTERM or SIGINT. Sends `ready` to a parent; without one, prints the address. */
export async function runService(service: Service) {
  await runUntilSignal(async () => {
    const running = await service.start(process.env)
    if (!sayReady({ url: running.url })) console.log(`${running.name} listens on ${running.url}`)
    return running
  })
}

/**
 * To the parent; false: there is none. What Node has compiled is written ahead of it, where it would else be written at the end of
 * the process: a first start that is stopped at once would wait a second for each part.
 */
export function sayReady(where: { url?: string; urls?: Record<string, string> }): boolean {
  flushCompileCache()
  return process.send?.({ type: 'ready', ...where }) !== undefined
}

/** Starts, then stops gracefully at the first signal or when the parent process goes. A start that fails is one line and exit code 1. */
export async function runUntilSignal(start: () => Promise<Running>) {
  const ended = new Promise<void>(resolve => {
    process.once('SIGTERM', resolve)
    process.once('SIGINT', resolve)
    process.once('disconnect', resolve)
  })
  try {
    const running = await start()
    await ended
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref()
    await running.stop()
    process.exit(0)
  } catch (error) {
    console.error(describe(error))
    process.exit(1)
  }
}

/** Runs what ends by itself; a failure is one line and exit code 1. */
export async function runOnce(work: () => Promise<void>) {
  try {
    await work()
    if (process.connected) process.disconnect?.()
  } catch (error) {
    console.error(describe(error))
    process.exit(1)
  }
}

function describe(error: unknown): string {
  if (error instanceof StartupError) return `${error.code}: ${error.message}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
