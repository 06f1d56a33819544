import type { PageState, SessionInfo, SnapshotApp } from '@portico/micro-app'
import { errorOf, type GatewayClient } from '../services/gateway.ts'
import type { Session } from '../services/session.ts'
import type { Freshness } from '../state/freshness.ts'
import type { PageActivity } from '../state/page-activity.ts'
import { Signal } from '../state/signal.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { ReloadGuard } from './reload-guard.ts'
import { RevokedPreview } from './revoked-preview.ts'
import { SnapshotWatch, type WorkInHand } from './snapshot-watch.ts'
import { noteRevoked, takeVersionUpdate, type VersionUpdate } from './version-update.ts'

const PRESENT_TIMEOUT_MS = 2_000

export interface TabReleaseOptions {
  page: PageState & { session: SessionInfo }
  freshness: Freshness
  activity: PageActivity
  gateway: GatewayClient
  session: Session
  /** The page is about to load itself anew. */
  beforeReload(): void
  /** Asked only after the workspace is there. */
  workspace(): Workspace
}

/** How this browser tab stands to the releases: the versions it has, the newer ones it waits for, the preview it loses. */
export class TabRelease {
  readonly watch: SnapshotWatch
  readonly revoked: RevokedPreview
  /** What has changed since the page before; null once it was dismissed. */
  readonly update: Signal<VersionUpdate | null>
  readonly #options: TabReleaseOptions
  readonly #guard = new ReloadGuard()

  constructor(options: TabReleaseOptions) {
    this.#options = options
    const { page, freshness, activity } = options
    this.#guard.clear(page.snapshot.id)
    this.update = new Signal(takeVersionUpdate(page))
    const shared = {
      freshness,
      guard: this.#guard,
      work: this.#work(),
      reload: () => this.#reloadForUpdate(),
    }
    this.watch = new SnapshotWatch({
      ...shared,
      activity,
      isAtOnce: page.isWatched === true,
      askPresent: () => askPresent(options.gateway),
      stay: () => options.workspace().history.announce(),
    })
    this.revoked = new RevokedPreview({
      ...shared,
      activity,
      reloadAnyway: () => {
        noteRevoked()
        options.workspace().abandon()
      },
      subscribeWork: changed => {
        activity.writes.subscribe(changed)
        options.workspace().state.subscribe(changed)
      },
    })
  }

  start(): void {
    this.#options.activity.start()
    this.watch.start()
    this.revoked.start()
  }

  /** The app's files are unavailable and a new copy did not help. */
  reloadFor = ({ manifest }: SnapshotApp): void => {
    this.reloadIfSafe(`files:${manifest.name}@${manifest.version}`)
  }

  /** Loads the page anew, once a minute for the same reason. False: something is unsaved, typed or under way. */
  reloadIfSafe(reason: string): boolean {
    const { hasTyped, typedFields } = this.#options.activity
    if (!this.#work().isSafe() || hasTyped || typedFields.isAnyHeld()) return false
    if (!this.#guard.pass(reason)) return false
    this.#reload()
    return true
  }

  /** Whatever was typed is lost where no app says that it is unsaved; the browser asks about the rest. */
  reloadNow(): void {
    this.#reload()
  }

  #reloadForUpdate(): void {
    if (this.#options.freshness.revocation.get() !== null) noteRevoked()
    this.#reload()
  }

  #reload(): void {
    this.#options.beforeReload()
    window.location.reload()
  }

  #work(): WorkInHand {
    const { activity, session, workspace } = this.#options
    return {
      isSafe: () =>
        !workspace().hasUnsaved() &&
        activity.writes.get() === 0 &&
        !session.isExpired.get() &&
        document.querySelector('dialog.dialog[open]:not([data-beside])') === null,
      asksBeforeLeave: () => workspace().host.asksBeforeLeave(),
      mayLeave: () => workspace().host.mayLeaveAll(),
    }
  }
}

async function askPresent(gateway: GatewayClient): Promise<string> {
  const answer = await gateway.call('/api/release/snapshot', { timeoutMs: PRESENT_TIMEOUT_MS })
  if (!answer.ok) throw await errorOf(answer)
  const { id } = (await answer.json()) as { id: string }
  return id
}
