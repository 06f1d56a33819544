import { flushCompileCache } from 'node:module'
import { StartFault } from '../errors/start-fault.ts'
import { readServing, readSettings } from '../settings/gateway-settings.ts'
import { startWorkers } from './cluster.ts'
import { isOrphan } from './orphan.ts'
import { outliveOutput } from './output.ts'
import { openGateway, type RunningGateway } from './start.ts'

/**
 * The whole of a BFF's `start.ts`: runs it until SIGTERM, SIGINT or the end of the parent that holds the IPC channel,
 * which is sent `{type: 'ready', url}`. A start that fails says so in one coded line and exits with 1.
 */
export async function runGateway(baseDir: string): Promise<void> {
  outliveOutput()
  try {
    // All of them, before anything is started: a worker's refusal would be one among many.
    readSettings(process.env, baseDir, [])
    if (readServing(process.env).workers > 1) return await startWorkers(baseDir)
    const gateway = await openGateway(baseDir)
    stopOnEnd(gateway)
    if (isOrphan()) return
    // At the end of the process, where Node writes what it has compiled else, it would hold up the stop of a first start.
    flushCompileCache()
    process.send?.({ type: 'ready', url: gateway.url })
    if (!process.send) console.log(`The gateway listens at ${gateway.url}`)
  } catch (error) {
    console.error(error instanceof StartFault ? `${error.code}: ${error.message}` : error)
    process.exit(1)
  }
}

function stopOnEnd(gateway: RunningGateway): void {
  const end = () => void gateway.stop().finally(() => process.exit(0))
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
  // There is no parent left to send anything, nor to wait for.
  process.once('disconnect', end)
  if (isOrphan()) end()
}
