import type { Manifest } from '@portico/micro-app'
import type { SubAppError } from '../failure/app-error.ts'

/** A version shown because the snapshot's own could not be opened. */
export interface Substitute {
  version: string
  /** The version that failed, and why. */
  failed: string
  error: SubAppError
}

interface Fault {
  error: SubAppError
  version: string
}

/** What the page may say of one app. A mounted one with a fault shows nothing, and may yet. */
export type AppView =
  | { status: 'closed' }
  | { status: 'opening' }
  | { status: 'mounted'; substitute?: Substitute; fault?: Fault }
  | ({ status: 'failed' } & Fault)

export const CLOSED: AppView = { status: 'closed' }

export interface LoadedPart extends Pick<Manifest, 'name' | 'version'> {
  /** Id of the contribution it was; left out: the app itself. */
  contribution?: string
}

/** Where the host reports how opening went; of each version the first mount counts. */
export interface LoadReports {
  loaded(artifact: LoadedPart, ms: number): void
  /** `fallback`: the version opened instead, null when there is none. */
  loadFailed(artifact: LoadedPart, error: SubAppError, fallback: string | null): void
}
