import type { LocalText, PageState, SessionInfo, Snapshot } from '@portico/micro-app'
import { isListOf, isRecord, isText, SessionRecord } from '../state/session-record.ts'

/** What a page lived on, for the page after it in the same browser tab. */
interface Seen {
  userId: string
  /** App -> version; the shell too. */
  versions: Record<string, string>
  releases: { id: string; title: LocalText }[]
  /** The page went because its preview was revoked. */
  isRevoked: boolean
}

interface VersionChange {
  /** Null: the shell itself. */
  title: LocalText | null
  from: string
  to: string
}

export interface VersionUpdate {
  kind: 'new' | 'back' | 'revoked'
  changes: VersionChange[]
  /** Of the releases that came, or of those that went when the page is back on older versions. */
  releases: { title: LocalText; notes: LocalText | null }[]
}

const record = new SessionRecord<Seen>('portico.seen', isSeen)

/** Compares this page with the one before it in this browser tab, and remembers this one. Null: nothing to say. */
export function takeVersionUpdate(page: PageState & { session: SessionInfo }): VersionUpdate | null {
  const { snapshot, session } = page
  const before = record.read()
  record.write(seenOf(snapshot, session.user.id))
  return before === null || before.userId !== session.user.id ? null : compare(before, snapshot)
}

/** The next page shall say that it is there because a preview was revoked. */
export function noteRevoked(): void {
  const seen = record.read()
  if (seen !== null) record.write({ ...seen, isRevoked: true })
}

function seenOf({ apps, shell, releases }: Snapshot, userId: string): Seen {
  const versions = Object.entries(apps).map(([name, { manifest }]) => [name, manifest.version])
  return {
    userId,
    versions: { ...Object.fromEntries(versions), shell },
    releases: releases.map(({ id, title }) => ({ id, title })),
    isRevoked: false,
  }
}

function compare(before: Seen, now: Snapshot): VersionUpdate | null {
  const changes = changesOf(before.versions, now)
  const came = now.releases.filter(({ id }) => !before.releases.some(old => old.id === id))
  const ended = before.releases.filter(({ id }) => !now.releases.some(release => release.id === id))
  const isBack = changes.length > 0 ? changes.every(isLower) : ended.length > 0 && came.length === 0
  if (before.isRevoked || isBack) {
    const kind = before.isRevoked ? 'revoked' : 'back'
    return { kind, changes, releases: ended.map(({ title }) => ({ title, notes: null })) }
  }
  return changes.length === 0 && came.length === 0 ? null : { kind: 'new', changes, releases: came }
}

/** Apps which the user had before and has now. */
function changesOf(before: Seen['versions'], { apps, shell }: Snapshot): VersionChange[] {
  const now = Object.entries(apps).map(([name, { manifest }]) => ({
    ...{ name, title: manifest.title, to: manifest.version },
  }))
  return [...now, { name: 'shell', title: null, to: shell }].flatMap(({ name, title, to }) => {
    const from = before[name]
    return from === undefined || from === to ? [] : [{ title, from, to }]
  })
}

/** Numbers by their value: 1.10.0 is above 1.9.0. What follows them (a build's hash) says nothing. */
function isLower({ from, to }: VersionChange): boolean {
  const [was, is] = [from, to].map(version => version.split('-')[0] ?? '')
  return (is ?? '').localeCompare(was ?? '', 'en', { numeric: true }) < 0
}

function isSeen(value: unknown): value is Seen {
  return (
    isRecord(value) &&
    isText(value.userId) &&
    typeof value.isRevoked === 'boolean' &&
    isRecord(value.versions) &&
    Object.values(value.versions).every(isText) &&
    isListOf(value.releases, ({ id, title }) => isText(id) && isRecord(title))
  )
}
