import type { Rules } from '../release/rules/rules.ts'
import { resolveSnapshot, type Subject } from '../release/snapshot-resolution.ts'

/** What a browser's tabs must know of the releases, the same for every page of a tenant. */
export interface SnapshotStatus {
  /** Id of the tenant's present snapshot. */
  id: string
  /** Of each release that was revoked: the end of its id, by which a page that lives on it knows it. `!`: by force. */
  revoked: readonly string[]
}

/** Says nothing to a reader that does not have the id already, and is enough to keep releases apart. */
const TAIL_LENGTH = 12

const known = new WeakMap<Rules, { revoked: readonly string[]; frames: Map<string, string> }>()

export function snapshotStatusOf(rules: Rules, subject: Subject): SnapshotStatus {
  return { id: resolveSnapshot(rules, subject).id, revoked: knownOf(rules).revoked }
}

/** As a frame of the stream, made once for all who have the same snapshot. */
export function snapshotFrame(rules: Rules, subject: Subject): string {
  const { frames } = knownOf(rules)
  const status = snapshotStatusOf(rules, subject)
  const frame = frames.get(status.id) ?? frameOf('snapshot', status)
  frames.set(status.id, frame)
  return frame
}

export function frameOf(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

function knownOf(rules: Rules) {
  const found = known.get(rules) ?? { revoked: revokedOf(rules), frames: new Map<string, string>() }
  known.set(rules, found)
  return found
}

/** Stopping everything takes every running release back, without ending it. */
function revokedOf({ feed: { revoked, releases, isStopped } }: Rules): string[] {
  const ended = revoked.map(({ id, isForced }) => `${id.slice(-TAIL_LENGTH)}${isForced ? '!' : ''}`)
  const stopped = isStopped ? releases.map(({ id }) => id.slice(-TAIL_LENGTH)) : []
  return [...ended, ...stopped]
}
