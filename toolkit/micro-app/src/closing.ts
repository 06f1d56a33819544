/** Sent on `window` while the shell closes an app: what the app takes away itself has ended, the rest stands still. */
export const CLOSING_EVENT = 'portico.closing'

/** Something that an app has not taken away itself; the shell does, after the event. */
export interface LeftThing {
  kind: 'listener' | 'timer' | 'node' | 'style' | 'open'
  /** As a developer writes it: `window resize`. */
  name: string
  /** The same object where it is the same thing as at an earlier closing: libraries keep one for all openings. */
  thing: object
}

export interface AppClosing {
  app: string
  /** `app@version#n`, of a contribution `app@version#id.n`. */
  instanceId: string
  container: HTMLElement
  /** What `unmount` threw, or that it did not end in time; null: neither. */
  failure: unknown
  left(): LeftThing[]
}
