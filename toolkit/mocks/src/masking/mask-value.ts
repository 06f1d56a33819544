import type { Pseudonyms } from './pseudonyms.ts'

/** A copy of a value of which nothing is known. The names of what it holds may say as much as what they name. */
export function maskValue(value: unknown, pseudonyms: Pseudonyms): unknown {
  if (typeof value === 'string') return pseudonyms.ofText(value)
  if (typeof value === 'number') return pseudonyms.ofNumber(value)
  if (Array.isArray(value)) return value.map(each => maskValue(each, pseudonyms))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [pseudonyms.ofText(name), maskValue(each, pseudonyms)]),
  )
}
