import type { Tag } from '../model/rules.ts'

/** What a tab lives on, as it was served. */
export interface SnapshotContent {
  shell: string
  /** App -> version. */
  apps: Record<string, string>
  shared: Record<string, string>
  services: Record<string, Tag>
  /** Ids of the releases in it. */
  releases: string[]
}

export interface ServedSnapshot {
  id: string
  content: SnapshotContent
  firstServedAt: string
  lastServedAt: string
  pageCount: number
}

/** `POST /snapshots` of the gateway: what it served since it last said so. */
export interface SnapshotReport {
  items: { id: string; content: SnapshotContent; at: string; pageCount: number }[]
}
