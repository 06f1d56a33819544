import type { IncomingMessage } from 'node:http'
import { DevError } from '../fault/dev-error.ts'

const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/

/**
 * Refuses what was not sent to this machine by a name of it. Another site's name that leads here would make this server, and the
 * session in its cookies, part of that site.
 */
export function findHostFault({ headers: { host = '' } }: IncomingMessage): DevError | null {
  if (LOOPBACK_HOST.test(host)) return null
  return new DevError('HOST_REFUSED', {
    message: `This development server does not answer to ${host === '' ? 'a request without a host' : host}.`,
    advice: 'Open it at the address that it has printed.',
  })
}
