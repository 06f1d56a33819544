/** A mover that dies by SIGKILL at one event of its move. Arguments, as JSON: KilledOptions. */
import { type MoveEvent, moveTenant } from '../src/move/move.ts'
import { fileDirectory } from './file-directory.ts'

export interface KilledOptions {
  tenantId: string
  to: string
  cells: Record<string, string>
  directory: string
  diesAt: MoveEvent['step']
}

const { tenantId, to, cells, directory, diesAt }: KilledOptions = JSON.parse(process.argv[2] ?? '{}')

await moveTenant({
  tenantId,
  to,
  cells: new Map(Object.entries(cells)),
  services: ['ledger'],
  directory: fileDirectory(directory),
  onEvent: ({ step }) => {
    if (step === diesAt) process.kill(process.pid, 'SIGKILL')
  },
})
