import type { SnapshotApp } from '@portico/micro-app'

/** What is to be opened in a frame. */
export interface FrameTarget {
  app: SnapshotApp
  retryMark: string | null
  /** Version of the shell, whose half of the protocol the frame's document begins with. */
  shell: string
}
