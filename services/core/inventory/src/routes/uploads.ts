import { Readable } from 'node:stream'
import { inventoryContract } from '@portico/inventory-contract'
import { patiently, type ServiceApp, type ServiceContext, UploadSlots } from '@portico/service-kit'
import Type from 'typebox'
import { bookUpload } from '../uploads/book.ts'
import { Products } from '../uploads/products.ts'
import { getUpload } from '../uploads/store.ts'
import { fileTooLarge, MAX_FILE_BYTES } from '../uploads/table.ts'
import { checkUpload } from '../uploads/upload.ts'

const UPLOAD_TIMEOUT_MS = 2 * 60_000
/** Each is held in memory: of one company, and of all in this process. */
const MAX_ARRIVING = 4
const MAX_ARRIVING_IN_ALL = 16
const BOOKING_TIMEOUT_MS = 50_000
const DEFAULT_NAME = 'stock.csv'
const MAX_NAME_LENGTH = 200

const { routes } = inventoryContract

export function addUploadRoutes(app: ServiceApp, service: ServiceContext) {
  const { database } = service
  app.register(async scope => addUpload(scope as ServiceApp, service))

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

/** The body is not parsed but passed on as the stream it is; in a scope of its own, where CSV means that. */
function addUpload(app: ServiceApp, { database, clients, disk }: ServiceContext) {
  const slots = new UploadSlots({ maxOfSender: MAX_ARRIVING, maxInAll: MAX_ARRIVING_IN_ALL })
  const products = new Products(clients)
  app.addContentTypeParser(['text/csv', 'application/octet-stream'], (_request, payload, done) =>
    done(null, payload),
  )
  // A refusal before the last byte leaves the rest unread: such a connection is of no more use.
  app.addHook('onSend', async (request, reply) => {
    if (!request.raw.complete) reply.header('connection', 'close')
  })
  // The limit is kept while streaming, for a sender may not say how much is coming.
  const config = { streamsBody: true }
  const options = { config, bodyLimit: Number.MAX_SAFE_INTEGER, handlerTimeout: UPLOAD_TIMEOUT_MS }
  const file = { schema: Type.Unknown({ description: 'The file as it is.' }) }
  const body = { content: { 'text/csv': file, 'application/octet-stream': file } }
  const { schema, ...route } = routes.upload
  app.route({
    ...route,
    ...options,
    schema: { ...schema, body },
    handler: async (request, reply) => {
      const { headers, caller, query, body } = request
      if (Number(headers['content-length'] ?? 0) > MAX_FILE_BYTES) throw fileTooLarge()
      const upload = {
        fileName: decodeName(headers['x-file-name']),
        mode: query.mode,
        decimalMark: query.decimalMark ?? null,
        stream: patiently(body instanceof Readable ? body : Readable.from([])),
      }
      await disk.requireSpace()
      const checked = await slots.hold(caller.tenantId, () =>
        checkUpload({ database, products }, caller, upload),
      )
      return reply.code(201).send(checked)
    },
  })
}

/** Percent-encoded, without its folder. */
function decodeName(encoded = ''): string {
  try {
    const name = decodeURIComponent(encoded).split(/[\\/]/).at(-1) ?? ''
    return name.replaceAll('\u0000', '').slice(0, MAX_NAME_LENGTH) || DEFAULT_NAME
  } catch {
    return DEFAULT_NAME
  }
}
