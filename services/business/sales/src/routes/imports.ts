import { Readable } from 'node:stream'
import { type Mapping, salesContract } from '@portico/sales-contract'
import {
  inBatches,
  patiently,
  readPage,
  type ServiceApp,
  type ServiceContext,
  streamTable,
  tableRoute,
} from '@portico/service-kit'
import Type from 'typebox'
import { cancelImport, startImport } from '../imports/control.ts'
import { forgetChoices } from '../imports/forget.ts'
import { importColumns } from '../imports/import-table.ts'
import { fileTooLarge, MAX_FILE_BYTES } from '../imports/job/chunks.ts'
import { countJobs, getJob, listJobs, requireReport, type StoredJob, toJob } from '../imports/job/job.ts'
import { previewImport } from '../imports/preview.ts'
import type { ImportQueue } from '../imports/queue.ts'
import type { FileReader } from '../imports/reading/file-reader.ts'
import { writeRejected } from '../imports/rejected.ts'
import { receiveUpload } from '../imports/upload.ts'
import { UploadRoom } from '../imports/upload-room.ts'
import { requireTimeZone } from './time-zone.ts'

const UPLOAD_TIMEOUT_MS = 10 * 60_000
const READING_TIMEOUT_MS = 60_000
/** Each carries what was found in its file. */
const EXPORT_BATCH = 50

const { routes } = salesContract

export function addImportRoutes(
  app: ServiceApp,
  service: ServiceContext,
  queue: ImportQueue,
  files: FileReader,
) {
  addReads(app, service)
  addDownloads(app, service)
  addSteps(app, service, queue, files)
  app.register(async scope => addUpload(scope as ServiceApp, files, new UploadRoom(service)))
}

function addReads(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.listImports,
    handler: ({ caller: { tenantId }, query }) =>
      database.tenant(tenantId, tx =>
        readPage(query, {
          keyLength: 1,
          count: () => countJobs(tx, tenantId),
          rows: (limit, after) => listJobs(tx, tenantId, limit, after),
          keyOf: job => [job.id],
          toItem: toJob,
        }),
      ),
  })

  app.route({
    ...routes.getImport,
    handler: ({ caller: { tenantId }, params }) =>
      database.tenant(tenantId, async tx => toJob(await getJob(tx, tenantId, params.id))),
  })
}

function addDownloads(app: ServiceApp, { database }: ServiceContext) {
  const { handlerTimeout } = tableRoute
  const { schema, ...exported } = routes.exportImports
  app.route({
    ...exported,
    schema: { ...schema, response: tableRoute.response },
    handlerTimeout,
    handler: ({ caller: { tenantId }, query }, reply) => {
      const batches = inBatches(
        {
          rows: (limit, after) => database.tenant(tenantId, tx => listJobs(tx, tenantId, limit, after)),
          keyOf: ({ id }: StoredJob) => [id],
        },
        EXPORT_BATCH,
      )
      const columns = importColumns(query.timeZone ?? 'UTC')
      return streamTable(reply, query, { name: 'imports', columns, batches })
    },
  })

  const report = { content: { 'text/csv': { schema: Type.Unsafe<Readable>(Type.String()) } } }
  const { schema: asked, ...rejected } = routes.downloadRejected
  app.route({
    ...rejected,
    schema: { ...asked, response: { 200: report } },
    handlerTimeout,
    handler: async (request, reply) => {
      const { tenantId } = request.caller
      const job = await database.tenant(tenantId, tx => getJob(tx, tenantId, request.params.id))
      requireReport(job)
      reply.type('text/csv; charset=utf-8')
      reply.header('content-disposition', 'attachment; filename="rejected.csv"')
      return reply.send(Readable.from(writeRejected(database, tenantId, job)))
    },
  })
}

function addSteps(
  app: ServiceApp,
  { database, disk }: ServiceContext,
  queue: ImportQueue,
  files: FileReader,
) {
  const handlerTimeout = READING_TIMEOUT_MS
  app.route({
    ...routes.previewImport,
    handlerTimeout,
    handler: async ({ caller: { tenantId }, params, body }) => {
      requireZones(body.mapping)
      return toJob(await previewImport(files, tenantId, params.id, body))
    },
  })

  app.route({
    ...routes.forgetImport,
    handlerTimeout,
    handler: async ({ caller: { tenantId }, params }) =>
      toJob(await forgetChoices(files, tenantId, params.id)),
  })

  app.route({
    ...routes.startImport,
    handlerTimeout,
    handler: async ({ caller, params, body }) => {
      requireZones(body.mapping)
      // The rows of the file take several times as much as the file.
      await disk.requireSpace()
      const job = await startImport(files, queue, { tenantId: caller.tenantId, importId: params.id }, body)
      queue.wake()
      return toJob(job)
    },
  })

  app.route({
    ...routes.cancelImport,
    handler: ({ caller: { tenantId }, params }) =>
      database.tenant(tenantId, async tx => toJob(await cancelImport(tx, tenantId, params.id))),
  })
}

function requireZones(mapping: Mapping | null | undefined) {
  if (!mapping) return
  for (const zone of [mapping.timeZone, ...mapping.columns.map(({ timeZone }) => timeZone)]) {
    if (zone) requireTimeZone(zone)
  }
}

/** The body is not parsed but passed on as the stream it is; in a scope of its own, where CSV means that. */
function addUpload(app: ServiceApp, files: FileReader, room: UploadRoom) {
  app.addContentTypeParser(['text/csv', 'application/octet-stream'], (_request, payload, done) =>
    done(null, payload),
  )
  // A refusal before the last byte leaves the rest unread: such a connection is of no more use, and would keep us from stopping.
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
      const { headers, caller, body } = request
      if (Number(headers['content-length'] ?? 0) > MAX_FILE_BYTES) throw fileTooLarge()
      const upload = {
        fileName: decodeName(headers['x-file-name']),
        timeZone: requireTimeZone(headers['x-time-zone'] ?? 'UTC'),
        currency: headers['x-currency'],
        stream: patiently(body instanceof Readable ? body : Readable.from([])),
      }
      const job = await receiveUpload(files, room, caller.tenantId, upload)
      return reply.code(201).send(toJob(job))
    },
  })
}

const DEFAULT_NAME = 'import.csv'
const MAX_NAME_LENGTH = 200

function decodeName(encoded = ''): string {
  try {
    const name = decodeURIComponent(encoded).split(/[\\/]/).at(-1) ?? ''
    return name.replaceAll('\u0000', '').slice(0, MAX_NAME_LENGTH) || DEFAULT_NAME
  } catch {
    return DEFAULT_NAME
  }
}
