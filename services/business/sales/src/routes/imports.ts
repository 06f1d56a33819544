import { Readable } from 'node:stream'
import { type Mapping, salesContract } from '@portico/sales-contract'
import {
  addFileRoute,
  inBatches,
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
import { fileTooLarge } from '../imports/job/chunks.ts'
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
  addUpload(app, files, new UploadRoom(service))
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

function addUpload(app: ServiceApp, files: FileReader, room: UploadRoom) {
  addFileRoute(app, {
    route: routes.upload,
    defaultName: 'import.csv',
    timeoutMs: UPLOAD_TIMEOUT_MS,
    tooLarge: fileTooLarge,
    receive: async (file, { caller, headers }) => {
      const timeZone = requireTimeZone(headers['x-time-zone'] ?? 'UTC')
      const upload = { ...file, timeZone, currency: headers['x-currency'] }
      return toJob(await receiveUpload(files, room, caller.tenantId, upload))
    },
  })
}
