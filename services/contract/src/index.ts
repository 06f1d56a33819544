export { pathOf, targetOf } from './address.ts'
export {
  type AnswerOf,
  type Asked,
  answerSchemaOf,
  type BodyOf,
  type Contract,
  defineContract,
  defineRoutes,
  type HeadersOf,
  type ListedBy,
  MAX_STALE_MS,
  type PagedRoute,
  type ParamsOf,
  type QueryOf,
  type Route,
} from './contract.ts'
export { type Ensured, entityRoutes } from './entities.ts'
export { busNameOf, defineEvents, type EventContract, type PayloadOf } from './events.ts'
export { FileHeaders, IdempotencyHeaders, VersionHeaders } from './headers.ts'
export { PageOf } from './pages.ts'
export {
  BatchBody,
  Code,
  Count,
  Currency,
  Day,
  Decimal,
  Growing,
  Id,
  IdParams,
  ItemsOf,
  isKnown,
  MAX_BATCH,
  Name,
  Nullable,
  PageQuery,
  Text,
} from './schemas.ts'
export { TABLE_FORMATS, TABLE_LANGUAGES, TableQuery } from './tables.ts'
