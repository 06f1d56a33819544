import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { raceOptions } from '../../work/options.ts'

export default () => {
  const { home } = raceOptions()
  const rundir = join(home, 'run')
  mkdirSync(rundir, { recursive: true })
  return {
    rundir,
    logger: { dir: join(home, 'logs') },
    portico: { services: ['sales', 'product', 'pricing', 'inventory', 'identity'], root: home },
  }
}
