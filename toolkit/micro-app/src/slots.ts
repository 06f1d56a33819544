import type { Contribution, SlotName } from './manifest.ts'
import type { SlotContexts } from './slot-contexts.ts'

/** A contribution of an app of this page. */
export interface SlotEntry {
  app: string
  contribution: Contribution
}

/** What one app shows in a slot of its own, until it is unmounted. */
export interface MountedSlot<S extends SlotName> {
  /** A context equal to the last one changes nothing. */
  update(context: SlotContexts[S]): void
  /** Also done by the shell when the app that owns the slot is closed. A second call does nothing. */
  unmount(): void
}

/** Lets other apps show something in this one. A contribution that fails is a small panel; the app around it lives on. */
export interface SlotService {
  /** What the user may see in the slot, in its order; the same for as long as the page lives. */
  list(slot: SlotName): readonly SlotEntry[]
  /** Puts the contributions into `element`, each in a box of its own with class `slot-box` and its size. */
  mount<S extends SlotName>(slot: S, element: HTMLElement, context: SlotContexts[S]): MountedSlot<S>
}

/** What a contribution knows of its place. */
export type SlotPlace = {
  [S in SlotName]: { name: S; context: SlotContexts[S] }
}[SlotName]
