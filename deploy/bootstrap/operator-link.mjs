import { run } from './run.mjs'

run('deploy/launcher/src/operator-link.ts')
