export interface PublishOptions {
  /** There is another way for it: it is not waited for long, and not sent while an answer is overdue. */
  mayBeLost?: boolean
}

export interface NotificationListener {
  onMessage(text: string): void
  /** Messages may have been missed: at each new connection, and where the subscription failed. */
  onGap?(): void
}

/**
 * Word between the gateway's processes, and from the release service. A message that no process listens for is lost. One
 * suite of tests runs against every driver.
 */
export interface Notifications {
  /** Its own process receives it too. Rejects when it could not be sent. */
  publish(channel: string, text: string, options?: PublishOptions): Promise<void>
  /** Until the answer is called. */
  subscribe(channel: string, listener: NotificationListener): () => void
  close(): void
}
