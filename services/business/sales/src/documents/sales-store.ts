import type { Database } from '@portico/service-kit'

/** What the parts of this service need of the database. */
export type SalesStore = Pick<Database, 'tenant'>
