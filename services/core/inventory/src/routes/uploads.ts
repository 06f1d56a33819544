import { inventoryContract } from '@portico/inventory-contract'
import { addFileRoute, type ServiceApp, type ServiceContext, UploadSlots } from '@portico/service-kit'
import { bookUpload } from '../uploads/book.ts'
import { Products } from '../uploads/products.ts'
import { getUpload } from '../uploads/store.ts'
import { fileTooLarge } from '../uploads/table.ts'
import { checkUpload } from '../uploads/upload.ts'

const UPLOAD_TIMEOUT_MS = 2 * 60_000
/** Each is held in memory: of one company, and of all in this process. */
const MAX_ARRIVING = 4
const MAX_ARRIVING_IN_ALL = 16
const BOOKING_TIMEOUT_MS = 50_000

const { routes } = inventoryContract

export function addUploadRoutes(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  addUpload(app, service)

  app.route({
    ...routes.getUpload,
    handler: ({ caller: { tenantId }, params }) =>
      database.tenant(tenantId, tx => getUpload(tx, tenantId, params.id)),
  })

  app.route({
    ...routes.bookUpload,
    handlerTimeout: BOOKING_TIMEOUT_MS,
    handler: ({ caller: { tenantId }, params, body }) => {
      const choice = { skipProblems: body.skipProblems ?? false, repeat: body.repeat ?? false }
      return database.tenant(tenantId, tx => bookUpload(tx, tenantId, params.id, choice))
    },
  })
}

function addUpload(app: ServiceApp, { database, clients, disk }: ServiceContext) {
  const slots = new UploadSlots({ maxOfSender: MAX_ARRIVING, maxInAll: MAX_ARRIVING_IN_ALL })
  const products = new Products(clients)
  addFileRoute(app, {
    route: routes.upload,
    defaultName: 'stock.csv',
    timeoutMs: UPLOAD_TIMEOUT_MS,
    tooLarge: fileTooLarge,
    receive: async (file, { caller, query }) => {
      await disk.requireSpace()
      const upload = { ...file, mode: query.mode, decimalMark: query.decimalMark ?? null }
      return slots.hold(caller.tenantId, () => checkUpload({ database, products }, caller, upload))
    },
  })
}
