import { salesEvents } from '@portico/sales-contract'
import {
  BUS_SCHEMA,
  Bus,
  defineService,
  installBus,
  SERVICE_PORTS,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import { documentSearch } from './documents/conditions.ts'
import { addUpTallies } from './documents/tally.ts'
import { createDocumentView } from './documents/waiting-days.ts'
import { importEnds } from './imports/ends.ts'
import { ImportQueue, installImportQueue } from './imports/queue.ts'
import { FileReader } from './imports/reading/file-reader.ts'
import { ReadingThread } from './imports/reading/reading-thread.ts'
import { createWorker } from './imports/worker.ts'
import { addActivityRoute } from './routes/activity.ts'
import { addOrderExport } from './routes/export-orders.ts'
import { addHistoryRoute } from './routes/history.ts'
import { addImportRoutes } from './routes/imports.ts'
import { addOrderWrites } from './routes/order-writes.ts'
import { addOrderReads } from './routes/orders.ts'
import { addReportRoutes } from './routes/reports.ts'
import { addSummaryRoutes } from './routes/summaries.ts'
import { countShipments } from './shipments/figures.ts'
import { Upstreams } from './upstream/upstreams.ts'

/** Orders and credit notes, what they add up to, and their import from files. */
export const sales = defineService({
  name: 'sales',
  port: SERVICE_PORTS.sales,
  migrations: new URL('../migrations/', import.meta.url),
  keysSince: 30,
  partitioned: ['document', 'line', 'document_activity', 'document_tally', 'search_gram', 'search_segment'],
  extraSchemas: ['sales_queue'],
  sharedSchemas: [BUS_SCHEMA],
  installs: [installBus, installImportQueue],
  clearings: ({ env }) => [...importEnds(env), addUpTallies, documentSearch.cutting],
  routes(app, service) {
    const bus = new Bus(service, { publishes: Object.values(salesEvents) })
    addOrders(app, service, bus)
    countShipments(bus)
    bus.attach(app)
    const queue = new ImportQueue(service, { pulse: bus.pulse })
    const thread = new ReadingThread()
    const files = new FileReader(service.database, thread)
    addImportRoutes(app, service, queue, files)
    app.addHook('onReady', () => queue.start(createWorker(service, files)))
    app.addHook('onClose', async () => {
      await queue.stop()
      await thread.stop()
    })
  },
})

function addOrders(app: ServiceApp, service: ServiceContext, bus: Bus) {
  const view = createDocumentView(service.features)
  const upstreams = new Upstreams(service.clients)
  addOrderReads(app, service, view)
  addOrderExport(app, service)
  addOrderWrites(app, service, { store: service.database, upstreams, bus }, view)
  addActivityRoute(app, service)
  addHistoryRoute(app, service)
  addSummaryRoutes(app, service)
  addReportRoutes(app, service)
}
