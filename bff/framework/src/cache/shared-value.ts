/** An object's and a member's own cost, in the units of their texts. */
const OVERHEAD = 16

/**
 * Makes a value of plain JSON unchangeable to its depth: one object is given to every request that asks for it. What is frozen
 * already is left alone, with all below it.
 */
export function share<V>(value: V): V {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const member of Object.values(value)) share(member)
  return Object.freeze(value)
}

/** About what it takes in memory, in UTF-16 units. */
export function sizeOfValue(value: unknown): number {
  if (typeof value === 'string') return value.length + OVERHEAD
  if (typeof value !== 'object' || value === null) return OVERHEAD
  let size = OVERHEAD
  for (const [name, member] of Object.entries(value)) size += name.length + sizeOfValue(member)
  return size
}
