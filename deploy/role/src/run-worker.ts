import { type RunningService, runUntilSignal } from '@portico/service-kit'
import { loadService } from './load-service.ts'
import { openProbes } from './probe-server.ts'

interface WorkerOptions {
  services: readonly string[]
  env: NodeJS.ProcessEnv
  /** Called when it runs. */
  onStarted(): void
}

/** The work of services besides calls, in one process. */
export async function runWorker({ services, env, onStarted }: WorkerOptions): Promise<void> {
  await runUntilSignal(async () => {
    const running: RunningService[] = []
    const probes = await openProbes(env, { expected: services.length, running })
    const stop = async () => {
      probes.drain()
      await Promise.all(running.map(service => service.stop()))
      await probes.close()
    }
    try {
      for (const name of services) {
        const service = await loadService(name)
        running.push(await service.start({ ...env, PORTICO_WORK: 'work' }))
      }
    } catch (error) {
      await stop()
      throw error
    }
    onStarted()
    return { stop }
  })
}
