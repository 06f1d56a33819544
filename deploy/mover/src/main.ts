import { PLATFORM_SERVICES } from '@portico/release'
import { SERVICE_NAMES } from '@portico/service-contract/services'
import { type MoverCommand, parseCommand } from './command/parse-command.ts'
import { readMoverSettings } from './command/read-settings.ts'
import { MoveFault } from './faults/move-fault.ts'
import { clearOldRows } from './move/clear.ts'
import { ReleaseDirectory } from './move/directory.ts'
import { abortMove, type MoveEvent, moveTenant } from './move/move.ts'

/** Whose tables are in cells. */
const services = SERVICE_NAMES.filter(name => !PLATFORM_SERVICES.has(name))

async function main(): Promise<void> {
  const command = parseCommand(process.argv.slice(2))
  const { cells, url, token } = readMoverSettings(process.env)
  if (command.name === 'clear') {
    const onCleared = ({ cell, tenantId, rows }: { cell: string; tenantId: string; rows: number }) =>
      console.log(`${cell}: ${rows} rows of ${tenantId} deleted`)
    return clearOldRows({ cells, services, onCleared })
  }
  if (token === '')
    throw new MoveFault(
      'SETTING_REQUIRED',
      'PORTICO_TOKEN must be the token of an operator who may administer.',
    )
  const directory = new ReleaseDirectory({ url, token })
  try {
    await run(command, { cells, services, directory, onEvent: sayEvent })
  } finally {
    await directory.close()
  }
}

type Shared = Omit<Parameters<typeof moveTenant>[0], 'tenantId' | 'to'>

async function run(command: Exclude<MoverCommand, { name: 'clear' }>, shared: Shared): Promise<void> {
  const { tenantId } = command
  if (command.name === 'abort') {
    await abortMove({ ...shared, tenantId })
    return console.log(`${tenantId} stays where it is.`)
  }
  await moveTenant({ ...shared, ...command })
  console.log(
    command.isDryRun
      ? `${tenantId} can be moved to ${command.to}.`
      : `${tenantId} is in the cell ${command.to}.`,
  )
}

function sayEvent({ step, ...facts }: MoveEvent): void {
  const text = Object.values(facts).map(value => (typeof value === 'number' ? Math.round(value) : value))
  console.log([new Date().toISOString(), step, ...text].join(' '))
}

main().catch((error: unknown) => {
  console.error(error instanceof MoveFault ? `${error.code}: ${error.message}` : error)
  process.exitCode = error instanceof MoveFault && error.code === 'WRONG_USAGE' ? 2 : 1
})
