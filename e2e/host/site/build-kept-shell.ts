import { resolve } from 'node:path'
import { buildShell } from './build.ts'

// Builds the shell that the host tests look at, once for all their workers: `build-kept-shell.ts <folder>`.
const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error('Name the folder to build into.')
await buildShell(resolve(folder))
