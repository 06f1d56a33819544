export { STABLE_TAG, type Tag } from '@portico/release'
export {
  BatchBody,
  Code,
  Currency,
  Day,
  Decimal,
  type Ensured,
  Id,
  IdempotencyHeaders,
  IdParams,
  ItemsOf,
  MAX_BATCH,
  Name,
  Nullable,
  PageOf,
  PageQuery,
  TableQuery,
  VersionHeaders,
} from '@portico/service-contract'
export { SERVICE_PORTS } from '@portico/service-contract/services'
export {
  noteSubject,
  runTraced,
  type TracePart,
  type TraceStore,
  type TrafficReport,
} from '@portico/telemetry'
export { listQueuesWith } from './bus/boss/list-queues-with.ts'
export { dbInside } from './bus/boss/queues.ts'
export { Bus } from './bus/bus.ts'
export { installBus } from './bus/install.ts'
export type { Published } from './bus/port/message.ts'
export { BUS_SCHEMA } from './bus/port/settings.ts'
export type { Pulse } from './bus/pulse.ts'
export { TenantRoutings } from './bus/tenant-routings.ts'
export { type CallContext, contextHeaders, createContext } from './context/context.ts'
export { Database } from './database/database.ts'
export { assertNoTransaction } from './database/inside.ts'
export type { Transaction } from './database/transaction.ts'
export { addEntityRoutes } from './entities/entity-routes.ts'
export type { ServiceApp } from './http/app.ts'
export { idempotent, type WriteRequest } from './http/idempotency.ts'
export {
  type CursorKey,
  decodeCursor,
  encodeCursor,
  type Page,
  type PageSource,
  readPage,
} from './http/pages.ts'
export { requireSystem } from './http/require-system.ts'
export { findVersion, requireVersion, versionConflict } from './http/versions.ts'
export { readQueues } from './metrics/read-queues.ts'
export {
  type CatalogueEntry,
  defineProblems,
  type FieldError,
  Problem,
  problems,
} from './problems/problem.ts'
export { StartupError, type StartupErrorCode } from './problems/startup-error.ts'
export { type SearchCondition, SearchIndex } from './search/search-index.ts'
export { RevisionWatch } from './service/revision-watch.ts'
export { runOnce, runService, runUntilSignal, sayReady } from './service/run.ts'
export {
  defineService,
  type RunningService,
  type Service,
  type ServiceContext,
  type ServiceDefinition,
} from './service/service.ts'
export { callRoute } from './service-clients/call-route.ts'
export { readByIds } from './service-clients/read-by-ids.ts'
export { type CallOptions, ServiceClient } from './service-clients/service-client.ts'
export { ServiceClients } from './service-clients/service-clients.ts'
export type { StatementReport } from './service-clients/telemetry-sender.ts'
export { readWhole, serviceReader } from './settings/whole.ts'
export { repeat } from './sweep/repeat.ts'
export {
  acrossTenants,
  amongTenants,
  type Clearing,
  clearByTenant,
  expire,
  findTenants,
} from './sweep/sweep.ts'
export { dropBeyond, type WaitingRoom } from './sweep/waiting-room.ts'
export { inBatches } from './tables/batches.ts'
export { formulaSafe } from './tables/formula-safe.ts'
export { localClock } from './tables/local-time.ts'
export { streamTable, tableRoute } from './tables/stream-table.ts'
export type { Table, TableColumn, TableLanguage } from './tables/table.ts'
export { DiskWatch } from './uploads/disk-watch.ts'
export { addFileRoute } from './uploads/file-route.ts'
export { patiently } from './uploads/patiently.ts'
export { streamBodies, streamedRoute, streamOf } from './uploads/stream-bodies.ts'
export { UploadSlots } from './uploads/upload-slots.ts'
export { newId } from './values/ids.ts'
export { isInnerAddress } from './values/inner-address.ts'
export { containsPattern } from './values/search.ts'
export { isTimeZone } from './values/time-zone.ts'
