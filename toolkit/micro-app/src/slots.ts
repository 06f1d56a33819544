import type { Contribution, SlotName } from './manifest.ts'

/**
 * What a slot hands to each contribution in it, values and what it may call; flat, so that two can be compared: a function that
 * is another each time is another context each time.
 */
export interface SlotContexts {
  /** A card of the start page; `month` as in `2026-11`. `showMonth` turns the whole page to another one. */
  'workbench.card': { month: string; showMonth(month: string): void }
  /** Beside an order that is shown; `version` changes with each change of the order. */
  'order.panel': { orderId: string; version: number }
  /** In the bar above all apps. */
  'topbar.action': Record<never, never>
}

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
