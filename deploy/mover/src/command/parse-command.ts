import { parseArgs } from 'node:util'
import { MoveFault } from '../faults/move-fault.ts'

export type MoverCommand =
  | { name: 'move'; tenantId: string; to: string; isDryRun: boolean }
  | { name: 'abort'; tenantId: string }
  | { name: 'clear' }

const USAGE =
  'portico tenant move <tenant id> --to <cell> [--dry-run] | portico tenant move <tenant id> --abort | portico tenant clear'

/** Of the arguments of the program. Throws WRONG_USAGE. */
export function parseCommand(args: readonly string[]): MoverCommand {
  const { positionals, values } = read(args)
  const [name, tenantId, ...more] = positionals
  const { to, abort = false, 'dry-run': isDryRun = false } = values
  if (name === 'clear' && tenantId === undefined && args.length === 1) return { name }
  if (name !== 'move' || !tenantId || more.length > 0) throw usage()
  if (abort && to === undefined && !isDryRun) return { name: 'abort', tenantId }
  if (abort || !to) throw usage()
  return { name, tenantId, to, isDryRun }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { to: { type: 'string' }, abort: { type: 'boolean' }, 'dry-run': { type: 'boolean' } },
    })
  } catch (cause) {
    throw usage(cause)
  }
}

function usage(cause?: unknown): MoveFault {
  return new MoveFault('WRONG_USAGE', USAGE, { cause })
}
