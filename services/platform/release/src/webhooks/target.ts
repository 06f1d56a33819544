import { lookup as resolveHost } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { isInnerAddress, serviceReader } from '@portico/service-kit'
import { Mailer } from './mail.ts'
import type { Post } from './post.ts'
import { webhookProblems } from './problems.ts'

const TIMEOUT_MS = 10_000
const MAIL = 'mailto:'

type Resolve = (host: string) => Promise<readonly { address: string; family: number }[]>
const resolveAll: Resolve = host => resolveHost(host, { all: true })

/**
 * Where webhooks may lead. `trusted` are hosts the platform names (`PORTICO_WEBHOOK_HOSTS`), which may be inner ones and
 * speak plain HTTP.
 */
export class WebhookTargets {
  readonly #trusted: ReadonlySet<string>
  readonly #resolve: Resolve
  readonly #mailer: Mailer

  constructor(trusted: readonly string[], resolve: Resolve = resolveAll, mailer = new Mailer(null, '')) {
    this.#mailer = mailer
    this.#trusted = new Set(trusted.map(host => host.trim().toLowerCase()))
    this.#resolve = resolve
  }

  /** Throws BAD_SETTING. */
  static of(env: NodeJS.ProcessEnv): WebhookTargets {
    const settings = serviceReader(env)
    const mailer = new Mailer(
      settings.url('PORTICO_SMTP_URL', ['smtp:', 'smtps:']),
      env.PORTICO_MAIL_FROM || 'portico@localhost',
    )
    return new WebhookTargets(settings.list('PORTICO_WEBHOOK_HOSTS'), resolveAll, mailer)
  }

  /**
   * The address to connect to. It is looked at here and called as it is: a name that is asked twice may answer twice
   * differently. Throws WEBHOOK_REFUSED.
   */
  async addressOf(url: URL): Promise<{ address: string; family: number }> {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const isTrusted = this.#trusted.has(host)
    if (url.username || url.password) throw refused(url, 'it has a name or password in it')
    if (!isTrusted && url.protocol !== 'https:') throw refused(url, 'it is not https')
    const literal = isIP(host)
    const addresses = literal
      ? [{ address: host, family: literal }]
      : await this.#resolve(host).catch(() => [])
    const [first] = addresses
    if (!first) throw refused(url, 'its name is not known')
    if (!isTrusted && addresses.some(({ address }) => isInnerAddress(address)))
      throw refused(url, 'it lies in an inner network')
    return first
  }

  /** Throws WEBHOOK_REFUSED. */
  async assertAllowed(url: URL): Promise<void> {
    if (url.protocol === MAIL) this.#mailer.addressOf(url)
    else await this.addressOf(url)
  }

  /** Follows no redirect: it could lead anywhere. Throws WEBHOOK_REFUSED. */
  readonly post: Post = async (url, body, headers) => {
    if (url.protocol === MAIL) return this.#mailer.post(url, body, headers)
    const { address, family } = await this.addressOf(url)
    const { promise, resolve, reject } = Promise.withResolvers<number>()
    const request = (url.protocol === 'https:' ? https : http).request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...headers },
      signal: AbortSignal.timeout(TIMEOUT_MS),
      lookup: (_host, { all }, done) =>
        all ? done(null, [{ address, family }]) : done(null, address, family),
    })
    request.once('error', reject)
    request.once('response', response => {
      response.destroy()
      resolve(response.statusCode ?? 0)
    })
    request.end(body)
    return promise
  }
}

function refused(url: URL, why: string) {
  return webhookProblems.WEBHOOK_REFUSED(`${url.origin} cannot be called: ${why}.`)
}
