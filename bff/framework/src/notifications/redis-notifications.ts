import { Loop } from '@portico/loop'
import type { RedisConnection } from '@portico/redis'
import type { SharedRedis } from '../redis/shared-redis.ts'
import type { NotificationListener, Notifications, PublishOptions } from './notifications.ts'

/** A Redis that refuses to be listened to may have got its rights a moment too late. */
const RETRY = { firstMs: 500, maxMs: 30_000 }

/** Between all processes with the same Redis, by its pub/sub. */
export class RedisNotifications implements Notifications {
  readonly #redis: SharedRedis
  readonly #subscriber: RedisConnection

  /** A connection that listens can do nothing else, so it is one of its own; it is closed with this. */
  constructor(redis: SharedRedis, subscriber: RedisConnection) {
    this.#redis = redis
    this.#subscriber = subscriber
  }

  async publish(channel: string, text: string, { mayBeLost = false }: PublishOptions = {}): Promise<void> {
    const send = (redis: RedisConnection) => redis.publish(channel, text)
    await (mayBeLost ? this.#redis.askShortly(send) : this.#redis.ask(send))
  }

  subscribe(channel: string, { onMessage, onGap = () => {} }: NotificationListener): () => void {
    const subscriber = this.#subscriber
    let subscribing: Loop | null = null
    const listen = () => {
      onGap()
      void subscribing?.stop()
      subscribing = new Loop({
        run: async () => {
          await subscriber.subscribe(channel)
          // What was sent before it took effect was missed as well.
          onGap()
          return 'end'
        },
        pauseMs: RETRY.firstMs,
        backoff: RETRY,
        onFailing: onGap,
      })
      void subscribing.start()
    }
    const take = (from: string, text: string) => {
      // The connection is shared by all channels.
      if (from === channel) onMessage(text)
    }
    subscriber.on('ready', listen)
    subscriber.on('message', take)
    if (subscriber.status === 'ready') listen()
    return () => {
      void subscribing?.stop()
      subscriber.off('ready', listen)
      subscriber.off('message', take)
    }
  }

  close(): void {
    this.#subscriber.disconnect()
  }
}
