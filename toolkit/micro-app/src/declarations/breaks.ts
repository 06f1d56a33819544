import type { Consumed, ConsumedEvent, ConsumedSlot, DataSchema, Declared } from './data-schema.ts'
import { findMisfit } from './misfit.ts'

/** What one app uses of another that is not, or not so, what the other declares. */
export interface DeclarationBreak {
  kind: 'event' | 'slot'
  name: string
  /** True: it is not declared at all. */
  isMissing: boolean
  message: string
}

/** Of what an app uses of `owner`, what does not fit the owner's declarations. */
export function listBreaks(consumed: Consumed, owner: string, declared: Declared): DeclarationBreak[] {
  const events = ownedBy(owner, consumed.events).map(([name, use]) =>
    breakOf(
      'event',
      name,
      has(declared.events, name) && eventMisfit(use, declared.events[name]?.payload ?? {}),
    ),
  )
  const slots = ownedBy(owner, consumed.slots).map(([name, use]) =>
    breakOf('slot', name, has(declared.slots, name) && slotMisfit(use, declared.slots[name])),
  )
  return [...events, ...slots].flatMap(found => found ?? [])
}

function ownedBy<T extends { owner: string }>(
  owner: string,
  uses: Readonly<Record<string, T>> = {},
): [string, T][] {
  return Object.entries(uses).filter(([, use]) => use.owner === owner)
}

function has<T>(
  declared: Readonly<Record<string, T>> | undefined,
  name: string,
): declared is Record<string, T> {
  return declared !== undefined && Object.hasOwn(declared, name)
}

/** `misfit`: false where it is not declared, null where it fits. */
function breakOf(
  kind: 'event' | 'slot',
  name: string,
  misfit: string | false | null,
): DeclarationBreak | null {
  if (misfit === null) return null
  const message =
    misfit === false ? `the ${kind} ${name} is not declared` : `the ${kind} ${name} is another: ${misfit}`
  return { kind, name, isMissing: misfit === false, message }
}

function eventMisfit({ uses, payload }: ConsumedEvent, declared: DataSchema): string | null {
  const received = uses.includes('listens') ? findMisfit(payload, declared) : null
  return received ?? (uses.includes('sends') ? findMisfit(declared, payload) : null)
}

/** A contribution reads the context, and writes what it calls with. */
function slotMisfit(
  used: Pick<ConsumedSlot, 'context' | 'calls'>,
  declared: Partial<ConsumedSlot> = {},
): string | null {
  const read = findMisfit(closed(used.context), closed(declared.context ?? {}))
  if (read !== null) return read
  for (const [name, parameters] of Object.entries(used.calls ?? {})) {
    const now = declared.calls?.[name]
    if (now === undefined) return `${name}() is not there any more`
    const sent = findMisfit(closed(now), closed(parameters))
    if (sent !== null) return `${name}(): ${sent}`
  }
  return null
}

/** An object of which every value is there. */
function closed(properties: Readonly<Record<string, DataSchema>>): DataSchema {
  return { type: 'object', properties, required: Object.keys(properties) }
}
