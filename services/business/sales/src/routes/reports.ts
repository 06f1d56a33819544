import { join } from 'node:path'
import { type SalesReport, salesContract } from '@portico/sales-contract'
import { readWhole, repeat, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { salesProblems } from '../problems/sales-problems.ts'
import { questionOf } from '../reports/months.ts'
import type { ReportAnswer } from '../reports/process/protocol.ts'
import { NoReport, type Preparing, ReportProcess } from '../reports/process/report-process.ts'
import { requireTimeZone } from './time-zone.ts'

/** Then the answer says how far the copy is, and the caller asks again. */
const WAIT_MS = 1500
const CHECK_EVERY_MS = 24 * 3_600_000
const MB = 1024 ** 2

const EMPTY: Omit<SalesReport, 'state' | 'share'> = {
  asOf: null,
  checkedAt: null,
  differs: false,
  months: [],
  statuses: [],
  products: [],
}

/** What a tenant sold over months and years, from a copy that a process of its own keeps. */
export function addReportRoutes(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  const reports = openReports(app, service)
  app.route({
    ...salesContract.routes.reportSales,
    handler: async ({ caller: { tenantId }, query }): Promise<SalesReport> => {
      const question = questionOf({ ...query, timeZone: requireTimeZone(query.timeZone) })
      if (!reports) return { state: 'OFF', share: 0, ...EMPTY }
      // A tenant that has left this cell is answered where it is.
      await database.tenant(tenantId, async () => undefined)
      try {
        return toReport(await reports.ask(tenantId, question, WAIT_MS))
      } catch (error) {
        throw error instanceof NoReport ? problemOf(error) : error
      }
    },
  })
}

function openReports(
  app: ServiceApp,
  { env, tag, database, log, metrics }: ServiceContext,
): ReportProcess | null {
  const folder = env.PORTICO_REPORTS_FOLDER
  if (!folder) return null
  const reports = new ReportProcess({
    // A gray copy beside this one has its own: a file of DuckDB is one process's.
    folder: join(folder, tag),
    databaseUrl: database.sessionUrl,
    maxBytes: readWhole(env, 'PORTICO_REPORTS_MB') * MB,
    log,
  })
  metrics.measure({
    name: 'portico_report_differences',
    help: 'Copies for reports that were found to differ from the books.',
    read: () => reports.differingCount,
  })
  const compareDaily = async () => reports.check()
  const stopChecking = repeat(CHECK_EVERY_MS, compareDaily, { log })
  app.addHook('onClose', async () => {
    await stopChecking()
    await reports.stop()
  })
  return reports
}

function toReport(answer: ReportAnswer | Preparing): SalesReport {
  return 'asOf' in answer
    ? { state: 'READY', share: 1, ...answer }
    : { ...EMPTY, state: 'PREPARING', share: answer.share }
}

function problemOf({ message, isBusy }: NoReport) {
  return isBusy
    ? salesProblems.REPORTS_BUSY(message)
    : salesProblems.REPORT_UNAVAILABLE('The report cannot be made now; try again.', {}, new Error(message))
}
