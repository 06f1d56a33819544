import { setPriority } from 'node:os'
import { BookConnections } from '../feed/books.ts'
import { DuckDbStore } from '../store/duckdb/duckdb-store.ts'
import type { FromReports, ToReports } from './protocol.ts'
import { ReportTurns } from './report-turns.ts'

/** What trades goes first, where both want the processor. */
const NICE = 10
/** Then the memory is given back. */
const IDLE_MS = 60_000

setPriority(NICE)
let turns: ReportTurns | null = null
let idleTimer: NodeJS.Timeout | null = null

process.on('message', (message: ToReports) => {
  if (message.kind === 'BEGIN') begin(message)
  else if (message.kind === 'ASK') turns?.ask(message.tenantId, message)
  else void turns?.checkAll()
  watchIdle()
})
// Without the service there is no use for it.
process.on('disconnect', () => process.exit(0))

function begin({ databaseUrl, folder, maxBytes, batch }: Extract<ToReports, { kind: 'BEGIN' }>) {
  const books = new BookConnections(databaseUrl)
  turns = new ReportTurns({ books, store: new DuckDbStore(folder), maxBytes, batch, say })
}

function say(message: FromReports) {
  if (process.connected) process.send?.(message)
}

/** The service ends it, so that no question is sent to a process that goes. */
function watchIdle() {
  if (idleTimer) clearTimeout(idleTimer)
  idleTimer = setTimeout(() => {
    if (turns?.isIdle) say({ kind: 'IDLE' })
    else watchIdle()
  }, IDLE_MS)
}
