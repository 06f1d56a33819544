import { queueOf } from '../port/transport.ts'

/** Where the messages of a queue lie: `<stream>.<consumer>.<tag>.<event>`, of which only the event may have dots. */
export function streamSubject(stream: string, queue: string): string {
  const [event = '', consumer = '', tag = ''] = queue.split('/')
  return [stream, consumer, tag, event].join('.')
}

export function queueOfSubject(stream: string, subject: string): string {
  const [consumer = '', tag = '', ...event] = subject.slice(stream.length + 1).split('.')
  return queueOf(event.join('.'), consumer, tag)
}

/** A name for the place up to which a queue has been taken. The engine allows no dots in it. */
export function durableOf(queue: string): string {
  return queue.replaceAll(/[^a-zA-Z0-9]/g, sign => `_${sign.charCodeAt(0).toString(16)}`)
}
