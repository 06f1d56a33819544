import type { IncomingHttpHeaders } from 'node:http'
import type { PageState, Snapshot, SnapshotApp } from '@portico/micro-app'

/** What a tab reports, as the site got it. */
export interface TabReport {
  kind: string
  app: string
  version: string
  code?: string
  message?: string
  isUnattributed?: boolean
  fallback?: string | null
}

const GRAY_RELEASE = {
  id: 'r_notes',
  title: { 'zh-CN': '更好的笔记', en: 'Better notes' },
  notes: { 'zh-CN': '现在会说明版本。', en: 'They say their version now.' },
}

export type SnapshotId = 's_stable' | 's_gray'

/** Two snapshots, as a gateway would resolve them: all apps at 1.0.0, and the same with notes at 2.0.0. */
export class SiteRelease {
  /** The snapshot pages and tabs should be on. */
  present: SnapshotId = 's_stable'
  /** The gray snapshot's release was revoked. */
  revoked: { isForced: boolean } | null = null
  rulesState: PageState['rulesState'] = null
  choice: 'left' | 'joined' | null = null
  hasPreviews = true
  readonly reports: TabReport[] = []
  /** Of all calls. */
  readonly snapshotTokens: string[] = []
  /** How often a page was loaded, and the present snapshot was asked for. */
  pageLoads = 0
  questions = 0
  /** Another user has logged in in this browser. */
  isReplaced = false

  snapshot(shell: string, apps: Record<string, SnapshotApp>, gray: Record<string, SnapshotApp>): Snapshot {
    this.pageLoads += 1
    const isGray = this.present === 's_gray'
    const withFallback = Object.entries(gray).map(([name, app]) => [name, { ...app, fallback: apps[name] }])
    return {
      id: this.present,
      token: `${this.present}.signed`,
      shell,
      apps: isGray ? { ...apps, ...Object.fromEntries(withFallback) } : apps,
      services: {},
      releases: isGray ? [GRAY_RELEASE] : [],
    }
  }

  /** What the answer of a call says about the caller's snapshot. */
  headersFor(request: IncomingHttpHeaders): Record<string, string> {
    const token = String(request['x-portico-snapshot'] ?? '')
    this.snapshotTokens.push(token)
    const id = token.split('.')[0]
    const isRevoked = this.revoked !== null && id === 's_gray'
    return {
      ...(this.isReplaced ? { 'x-portico-session': 'changed' } : {}),
      ...(id === this.present ? {} : { 'x-portico-newer': this.present }),
      ...(isRevoked
        ? { 'x-portico-revoked': `${this.present};force=${this.revoked?.isForced ? 1 : 0}` }
        : {}),
    }
  }

  /** Answers below `/api/release/`; undefined: nothing. */
  answer(method: string, path: string, body: unknown): unknown {
    switch (`${method} ${path}`) {
      case 'GET snapshot':
        this.questions += 1
        return { id: this.present, apps: {} }
      case 'POST reports':
        this.reports.push(...(body as { items: TabReport[] }).items)
        return null
      case 'GET previews':
        return { items: this.hasPreviews ? [this.#preview()] : [] }
      case `PUT previews/${GRAY_RELEASE.id}`:
        this.choice = (body as { choice: SiteRelease['choice'] }).choice
        this.present = this.choice === 'joined' ? 's_gray' : 's_stable'
        return null
      default:
        return undefined
    }
  }

  #preview() {
    const { id: releaseId, title, notes } = GRAY_RELEASE
    const { choice } = this
    return { releaseId, title, notes, isIn: this.present === 's_gray', choice, isOpenToJoin: true }
  }
}
