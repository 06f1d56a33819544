#!/usr/bin/env node
import { outliveReader } from './output/closed-pipe.ts'
import { processEnvironment } from './output/environment.ts'
import { run } from './run.ts'

outliveReader()
process.exitCode = await run(process.argv.slice(2), processEnvironment())
