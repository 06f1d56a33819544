/** What recording reports. */
export interface Captured {
  /** A call was recorded. */
  added?(): void
  /** A call could not be recorded; its answer went to its caller all the same. */
  failed(error: unknown): void
}

export function capture(add: () => void, { added, failed }: Captured): void {
  try {
    add()
    added?.()
  } catch (error) {
    failed(error)
  }
}
