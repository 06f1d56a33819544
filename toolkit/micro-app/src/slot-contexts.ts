/**
 * What a slot hands to each contribution in it, values and what it may call; flat, so that two can be compared: a function that
 * is another each time is another context each time. Here are those of the shell; `portico types` adds those of other apps.
 */
export interface SlotContexts {
  /** In the bar above all apps. */
  'topbar.action': Record<never, never>
}
