import type { AppLocation } from '../protocol.ts'

/** Path, query and hash of a whole-page address. */
export function pageHref({
  pathname,
  search,
  hash,
}: Pick<AppLocation, 'pathname' | 'search' | 'hash'>): string {
  return pathname + search + hash
}

/** The location as an app writes it, below its base: `/orders?late=1` of `/sales/orders?late=1`. Null: another app's. */
export function innerPathOf(location: AppLocation, base: string): string | null {
  const { pathname } = location
  if (pathname !== base && !pathname.startsWith(`${base}/`)) return null
  const inner = pageHref(location).slice(base.length)
  return inner.startsWith('/') ? inner : `/${inner}`
}
