/**
 * What is written as it came; all other values are replaced. Of the graph: `Type.field`, `Type.*` or `Operation.$variable`; of a
 * service: `inventory GET /stocks/:id data.onHand`.
 */
export type KeepRules = ReadonlySet<string>

export function isKept(keep: KeepRules, place: string): boolean {
  return keep.has(place) || keep.has(place.replace(/\.[^.]*$/, '.*'))
}
