import { raceOptions } from '../../../work/options.ts'

export default () => {
  const { home } = raceOptions()
  return {
    keys: 'race',
    rundir: `${home}/egg/run`,
    logger: { dir: `${home}/egg/logs`, level: 'NONE', consoleLevel: 'WARN' },
    security: { csrf: { enable: false } },
  }
}
