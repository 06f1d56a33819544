import type { Consumed, ConsumedEvent, EventUse } from './data-schema.ts'
import type { Catalogue } from './render-types.ts'

/**
 * What an app uses of others, found in its code: a name of the catalogue that stands there as a text. Right behind `emit(` it is
 * sent, anywhere else (`on(`, a list of names) it is listened to. `slots`: those it fills.
 */
export function findUses(
  { events, slots }: Catalogue,
  app: string,
  code: readonly string[],
  filled: readonly string[],
): Consumed {
  const used = Object.entries(events).flatMap(([name, { owner, payload }]): [string, ConsumedEvent][] => {
    if (owner === app) return []
    const uses = [...new Set(code.flatMap(text => usesIn(text, name)))].sort()
    return uses.length === 0 ? [] : [[name, { owner, uses, payload }]]
  })
  const places = [...new Set(filled)].flatMap(name => {
    const slot = slots[name]
    if (slot === undefined || slot.owner === app) return []
    const { owner, context, calls } = slot
    return [[name, { owner, context, ...(calls && { calls }) }] as const]
  })
  return {
    ...(used.length > 0 && { events: Object.fromEntries(used) }),
    ...(places.length > 0 && { slots: Object.fromEntries(places) }),
  }
}

const QUOTES = ['"', "'", '`']

function usesIn(text: string, name: string): EventUse[] {
  const uses: EventUse[] = []
  for (const quote of QUOTES) {
    const written = quote + name + quote
    for (let at = text.indexOf(written); at >= 0; at = text.indexOf(written, at + written.length))
      uses.push(/\bemit\(\s*$/.test(text.slice(Math.max(0, at - 20), at)) ? 'sends' : 'listens')
  }
  return uses
}
