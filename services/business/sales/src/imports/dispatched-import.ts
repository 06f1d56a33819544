import { STABLE_TAG, type Tag } from '@portico/service-kit'

/** An import that was started and waits to be dispatched: it names the tenant, never a routing. */
export interface StartedImport {
  tenantId: string
  importId: string
  /** ISO instant of its start. */
  dispatchAt: string
}

/** Decided when it was dispatched: the routing targets of its calls, and with them the queue it was put into. */
export interface DispatchedImport extends StartedImport {
  targets: Record<string, Tag>
}

/** As jobs were written before there was a routing. */
interface EarlierImport {
  context: { tenantId: string }
  importId: string
}

/** Started imports of all tenants. */
export const STARTED_QUEUE = 'import'

/** Dispatched ones, for the sales services of a tag. */
export function queueOfTag(tag: Tag): string {
  return `${STARTED_QUEUE}.${tag}`
}

export function tagOf({ sales = STABLE_TAG }: Readonly<Record<string, Tag>>): Tag {
  return sales
}

export function readStarted(data: StartedImport | EarlierImport): StartedImport {
  if ('tenantId' in data) return data
  return { tenantId: data.context.tenantId, importId: data.importId, dispatchAt: '' }
}

/** The worker that holds it is the only one at this import. */
export function leaseOf({ importId, tenantId, dispatchAt }: StartedImport): string {
  return `job:${importId}:${tenantId}:${dispatchAt}`
}
