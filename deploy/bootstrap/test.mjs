import { run } from './run.mjs'

run('deploy/test-runner/src/main.ts')
