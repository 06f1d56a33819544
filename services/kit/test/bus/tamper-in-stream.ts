import { setTimeout as sleep } from 'node:timers/promises'
import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'

/** The first message of the stream, once it is there, is taken out and put in again as `change` makes it. */
export async function tamperInStream(
  { NATS_URL: url = '', PORTICO_BUS_STREAM: stream = '' }: NodeJS.ProcessEnv,
  change: (data: string) => Promise<string>,
) {
  const connection = await connect({ servers: url })
  try {
    const manager = await jetstreamManager(connection)
    for (;;) {
      const { state } = await manager.streams.info(stream)
      if (state.messages > 0) {
        const message = await manager.streams.getMessage(stream, { seq: state.first_seq })
        if (!message) throw new Error('The message went away.')
        await manager.streams.deleteMessage(stream, message.seq)
        await manager.jetstream().publish(message.subject, await change(message.string()))
        return
      }
      await sleep(10)
    }
  } finally {
    await connection.close()
  }
}
