import type { LocationQuery, LocationQueryRaw } from 'vue-router'

/** The first value of a query key; empty when it is absent. */
export function queryText(query: LocationQuery, key: string): string {
  const value = query[key]
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

/** Only what is set, so that a plain list has a plain URL. */
export function queryOf(values: Record<string, string>): LocationQueryRaw {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}
