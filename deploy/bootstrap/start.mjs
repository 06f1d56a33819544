import { run } from './run.mjs'

run('deploy/launcher/src/main.ts')
