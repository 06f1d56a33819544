import { parseArgs } from 'node:util'
import { prepareRestore, type RestoreOptions } from './recovery/prepare-restore.ts'
import { RestoreError } from './recovery/restore-error.ts'

// `node deploy/postgres/src/restore.ts`, on the host of a database: docs/operations/backup.md says when and how.

const USAGE =
  'node deploy/postgres/src/restore.ts --backup <folder> --archive <folder> --to <folder> --until <instant or position> [--promote]'

async function main(): Promise<void> {
  const { to, newest, endedAt } = await prepareRestore(readOptions(process.argv.slice(2)))
  console.log(`${to}: backup of ${endedAt.toISOString()}, log up to ${newest}`)
  console.log(`Start PostgreSQL on it. It ends with an error where the log does not reach so far.`)
}

function readOptions(args: string[]): RestoreOptions {
  const { backup, archive, to, until, promote } = parse(args)
  if (backup && archive && to && until) return { backup, archive, to, until, promotes: promote ?? false }
  throw new RestoreError('WRONG_USAGE', `Something is not given. ${USAGE}`)
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  const options = {
    backup: text,
    archive: text,
    to: text,
    until: text,
    promote: { type: 'boolean' },
  } as const
  try {
    return parseArgs({ args, options }).values
  } catch (cause) {
    throw new RestoreError('WRONG_USAGE', `${(cause as Error).message} ${USAGE}`, { cause })
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof RestoreError)) throw error
  console.error(`${error.code}: ${error.message}`)
  process.exitCode = error.code === 'WRONG_USAGE' ? 2 : 1
})
