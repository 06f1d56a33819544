import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { SERVICE_NAMES } from '@portico/service-contract/services'

/** What is not here comes from the environment, see the framework's `settings.ts`. */
export default ({ baseDir }: { baseDir: string }) => {
  const root = join(baseDir, '../..')
  const home = resolve(root, process.env.PORTICO_HOME || '.portico')
  const rundir = join(home, 'run', 'gateway')
  // Egg writes there, but makes only the last folder of the path.
  mkdirSync(rundir, { recursive: true })
  return {
    rundir,
    logger: { dir: join(home, 'logs', 'gateway') },
    portico: { services: SERVICE_NAMES.filter(name => name !== 'release'), root },
  }
}
