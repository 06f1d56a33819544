import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AppDefinition, Manifest } from '@portico/micro-app/manifest'
import type { Readers } from '../proxy/allow-reader.ts'
import type { Reload } from './hot-reloads.ts'

/** What makes the files of one app, of whichever kind. */
export interface AppServer {
  /** What the manifest says of how the app starts. */
  readonly start: Pick<Manifest, 'entry' | 'css' | 'preload' | 'integrity' | 'classic'>
  /** What it is configured by, besides its definition; absolute. */
  readonly configFiles: readonly string[]
  /** Answers below `/__dev/<app>/`. */
  handle(request: IncomingMessage, response: ServerResponse): void
  /** A file of the app was changed. Faults: WRAP_REFUSED; what was served before goes on then. */
  renew(): Promise<void>
  /** Watches folders that the watcher did not find when it began. */
  watchMissed(): void
  close(): Promise<void>
}

export interface AppPlace {
  root: string
  app: AppDefinition
  /** `/__dev/<app>/`. */
  base: string
  /** Whose pages may load the app from another origin: the baseline's shell does, with an override. */
  readers: Readers
  /** Files beside those of the app that are watched. */
  watched: readonly string[]
  /** A file was changed, added or removed. */
  changed(file: string): void
  /** The app, or the page it is in, has to begin anew. */
  reload(kind: Reload): void
}
