import type { LeftThing } from '@portico/micro-app/closing'

/**
 * One kind of what an app has hung somewhere on the page. `detach` undoes all of it when the app is closed, `attach` brings
 * back what its modules made while they were evaluated, since they run once. Kinds that matter while the app's tab is
 * hidden have `pause` and `resume` too.
 */
export interface Held {
  /** What would be undone now, of what lasts until the next `detach` only. */
  left?(): LeftThing[]
  attach?(): void
  detach(): void
  pause?(): void
  resume?(): void
  /** The app's modules are evaluated: what is made from here on lasts until the next `detach`. */
  loaded?(): void
  /** The app's code runs anew at the next opening: what was kept for it would be there twice. */
  discard?(): void
}
