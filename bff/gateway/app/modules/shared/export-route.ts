import type { ApiCall, ApiRoute } from '@portico/bff-framework'
import { type Contract, type QueryOf, type Route, TableQuery } from '@portico/service-contract'
import { forwardTo } from './forward-to.ts'

/** The list a file is made of. */
interface ExportedList<R extends Route> {
  /** As in `/api/exports/orders`. */
  name: string
  /** The permission to read the list: what can be paged through can be saved. */
  permission: string
  /** Of the service that owns the list. */
  contract: Pick<Contract, 'service'>
  route: R
  /** What takes more than passing on, such as a search the service does not know. */
  narrow?(call: ApiCall): Promise<Filter<R>>
}
type Filter<R extends Route> = { [Name in keyof QueryOf<R>]?: string }

/** A slow line gets a large shop's history through in it. */
const TIMEOUT_MS = 30 * 60_000

/** What a list has filtered as a file, streamed from its service: all that the contract lets it be narrowed by. Days and times are the tenant's. */
export function exportRoute<R extends Route>({
  name,
  permission,
  contract,
  route,
  narrow,
}: ExportedList<R>): ApiRoute {
  const asked = namesOf(route)
  return {
    method: 'GET',
    path: `/api/exports/${name}`,
    permission,
    readsWholeList: true,
    async handle(call) {
      const passed = asked.flatMap(key => {
        const value = call.query.get(key)
        return value ? [[key, value]] : []
      })
      const narrowed = (await narrow?.(call)) ?? {}
      const query = { ...Object.fromEntries(passed), ...narrowed, timeZone: call.context.tenant.timeZone }
      await forwardTo<Route>(call, contract, route, { query, timeoutMs: TIMEOUT_MS } as never)
    },
  }
}

/** Of a contract's parameters; each export is asked with those of a table. */
function namesOf({ url, schema }: Route): string[] {
  const { properties = {} } = (schema.querystring ?? {}) as { properties?: object }
  const names = Object.keys(properties)
  const missing = Object.keys(TableQuery.properties).filter(name => !names.includes(name))
  if (missing.length > 0) throw new Error(`${url} is no export: it is not asked with ${missing.join(', ')}`)
  return names
}
