import { readServing } from '../settings/gateway-settings.ts'
import { isOrphan } from './orphan.ts'
import { prepareEnvironment } from './start.ts'

/** Several worker processes behind one port, kept alive by Egg's master, which is this process. */
export async function startWorkers(baseDir: string): Promise<void> {
  prepareEnvironment(process.env)
  const { host, port, workers } = readServing(process.env)
  const { startCluster } = await import('egg')
  await startCluster({ baseDir, framework: import.meta.dirname, port, workers })
  const end = () => process.kill(process.pid, 'SIGTERM')
  process.once('disconnect', end)
  if (isOrphan()) end()
  else process.send?.({ type: 'ready', url: `http://${host}:${port}` })
}
