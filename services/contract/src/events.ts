import type { Static, TObject } from 'typebox'

/** Something that a service reports when it has happened, for each service that subscribes to it. */
export interface EventContract<Payload extends TObject = TObject> {
  /** Begins with the service that writes it, such as `sales.order.shipped`. */
  name: string
  /** From 1. A payload that takes something away or asks for more is a further version, written beside this one while services in use take it. */
  version: number
  payload: Payload
  /** Services that must get it even when they have never run yet; others get it from when they first subscribe. */
  consumers: readonly string[]
}

export type PayloadOf<Event extends EventContract> = Static<Event['payload']>

/** The events of one service, by the name that code calls them. */
export function defineEvents<
  const Service extends string,
  const Events extends Record<string, EventContract & { name: `${Service}.${string}` }>,
>(_service: Service, events: Events): Events {
  return events
}

/** What the bus calls it: versions are apart, so that a consumer gets only what it can read. */
export function busNameOf({ name, version }: Pick<EventContract, 'name' | 'version'>): string {
  return version === 1 ? name : `${name}.v${version}`
}
