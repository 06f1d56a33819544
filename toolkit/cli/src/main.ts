#!/usr/bin/env node
import { outliveReader } from './output/closed-pipe.ts'
import { run } from './run.ts'
import { processSurroundings } from './surroundings.ts'

outliveReader()
process.exitCode = await run(process.argv.slice(2), processSurroundings())
