import { buildForeignApps } from './foreign-builds.ts'

/** Ahead of the tests that need them. */
process.stdout.write(`${await buildForeignApps()}\n`)
