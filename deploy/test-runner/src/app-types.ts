import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  commandOf,
  configNameOf,
  defaultConfig,
  planChecks,
  type TypeCheck,
} from './app-types/plan-checks.ts'
import { root } from './repository/root.ts'
import { runCommand } from './runner.ts'

// `pnpm check:types-apps` checks the types of every sub-app with Vue or Svelte files.

const TIMEOUT_MS = 5 * 60_000
/** Of the configurations of apps that have none. */
const CACHE = join(root, 'node_modules/.cache/app-types')

for (const check of planChecks(root)) {
  const config = check.config === null ? writeConfig(check) : join(root, check.config)
  const { code } = await runCommand(commandOf(check, config), { timeoutMs: TIMEOUT_MS })
  if (code !== 0) process.exitCode = 1
  console.log(`${check.app}: ${code === 0 ? 'no faults' : 'faults'} by ${check.checker}`)
}

function writeConfig(check: TypeCheck): string {
  mkdirSync(CACHE, { recursive: true })
  const file = join(CACHE, configNameOf(check))
  writeFileSync(file, JSON.stringify(defaultConfig(root, check)))
  return file
}
