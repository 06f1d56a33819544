#!/usr/bin/env node
import { processEnvironment } from './environment.ts'
import { outliveReader } from './output/closed-pipe.ts'
import { run } from './run.ts'

outliveReader()
process.exitCode = await run(process.argv.slice(2), processEnvironment())
