import type { TaskName } from './tasks.ts'

// Both sides pull: an item is made when it is asked for, a chunk is sent when it is asked for. So neither piles up.

/** To the thread. `task` numbers the tasks of a thread, `stream` the readings of a file within one. */
export type ToThread =
  | { kind: 'BEGIN'; task: number; name: TaskName; input: unknown }
  | { kind: 'NEXT'; task: number }
  | { kind: 'CHUNK'; task: number; stream: number; bytes: Uint8Array | null }
  /** No more is wanted, or the file cannot be read: the task ends where it waits. */
  | { kind: 'END'; task: number }

/** From the thread. */
export type FromThread =
  | { kind: 'ITEM'; task: number; value: unknown }
  | { kind: 'DONE'; task: number; value: unknown }
  | { kind: 'FAILED'; task: number; error: SentError }
  | { kind: 'CHUNK_WANTED'; task: number; stream: number }
  | { kind: 'STREAM_OVER'; task: number; stream: number }

/** An error as it crosses threads: a coded problem keeps its code and facts. */
export interface SentError {
  message: string
  stack: string | undefined
  problem: { code: string; facts: Record<string, unknown> } | null
}
