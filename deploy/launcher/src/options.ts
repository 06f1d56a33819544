import { parseArgs } from 'node:util'
import { StartError } from './start-error.ts'

/** What stands behind `npm start --`. */
export interface StartOptions {
  /** Names of the sub-apps to build and serve; null: all. */
  only: string[] | null
  /** What is changed is built and started anew. */
  isWatching: boolean
}

const USAGE = 'npm start -- [--only <app>,<app>...] [--watch]'

/** Throws StartError. */
export function readStartOptions(args: readonly string[]): StartOptions {
  const { only, watch = false } = parse(args)
  if (only === undefined) return { only: null, isWatching: watch }
  const names = only
    .flatMap(list => list.split(','))
    .map(name => name.trim())
    .filter(Boolean)
  if (names.length === 0) throw badOption('--only needs the name of an app')
  return { only: [...new Set(names)], isWatching: watch }
}

function parse(args: readonly string[]) {
  try {
    const options = { only: { type: 'string', multiple: true }, watch: { type: 'boolean' } } as const
    return parseArgs({ args: [...args], options }).values
  } catch (cause) {
    throw badOption((cause as Error).message.split('\n', 1)[0] ?? '')
  }
}

function badOption(what: string): StartError {
  return new StartError('BAD_OPTION', `${what.replace(/\.$/, '')}. Usage: ${USAGE}`)
}
