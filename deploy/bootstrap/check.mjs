import { run } from './run.mjs'

run('deploy/test-runner/src/check.ts')
