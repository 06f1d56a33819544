import type { ApiCall, ApiRoute } from '@portico/bff-framework'

/** The list a file is made of. */
interface ExportedList {
  /** As in `/api/exports/orders`. */
  name: string
  /** The permission to read the list: what can be paged through can be saved. */
  permission: string
  service: string
  /** Path at the service. */
  path: string
  /** Query parameters that narrow the list; others are not passed on. */
  filters: readonly string[]
  /** What takes more than passing on, such as a search the service does not know. */
  narrow?(call: ApiCall): Promise<Record<string, string>>
}

/** A slow line gets a large shop's history through in it. */
const TIMEOUT_MS = 30 * 60_000
const FORM = ['format', 'language'] as const

/** What a list has filtered as a file, streamed from its service. Days and times are the tenant's. */
export function exportRoute({ name, permission, service, path, filters, narrow }: ExportedList): ApiRoute {
  return {
    method: 'GET',
    path: `/api/exports/${name}`,
    permission,
    readsWholeList: true,
    async handle(call) {
      const query = new URLSearchParams()
      for (const key of [...FORM, ...filters]) {
        const value = call.query.get(key)
        if (value) query.set(key, value)
      }
      for (const [key, value] of Object.entries((await narrow?.(call)) ?? {})) query.set(key, value)
      query.set('timeZone', call.context.tenant.timeZone)
      await call.forward({ service, method: 'GET', path: `${path}?${query}`, timeoutMs: TIMEOUT_MS })
    },
  }
}
