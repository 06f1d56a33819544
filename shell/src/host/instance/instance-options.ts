import type { ShellServices, SlotPlace, SnapshotApp } from '@portico/micro-app'
import type { AppRuntime } from './app-runtime.ts'

/** `idle` has loaded modules or none, but nothing on the page; it may be opened (again). `failed` never is. */
export type InstanceStatus = 'idle' | 'opening' | 'mounted' | 'failed'

export interface InstanceTimeouts {
  /** Scripts and styles, each. */
  loadMs: number
  bootstrapMs: number
  mountMs: number
  unmountMs: number
  /** A mounted app that is seen may show nothing for so long. */
  blankMs: number
}

/** Where an instance is shown. */
export interface InstanceSpot {
  stage: { append(element: Element): void }
  /** Of a contribution. */
  place?: SlotPlace
  /** The mounted app reported a failed render; the instance is unusable from here on. */
  onRenderError(error: unknown): void
}

export interface InstanceOptions {
  /** `app@version#n`, of a contribution `app@version#id.n`. */
  id: string
  app: SnapshotApp
  retryMark: string | null
  /** Id of what is mounted of the app; left out: the app itself. */
  contribution?: string
  services: ShellServices
  runtime: AppRuntime
  timeouts: InstanceTimeouts
}
