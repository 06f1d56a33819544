import nodemailer from 'nodemailer'
import type { Post } from './post.ts'
import { webhookProblems } from './problems.ts'

const TIMEOUT_MS = 10_000
/** What an SMTP server answers to a mail that it took. */
const TAKEN = 250
/** One address, of the forms that are in use; no list of them, and nothing that a header could be broken by. */
const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,8}$/i
const MAX_SUBJECT = 200

interface Tenants {
  count: number
  some: string[]
}

interface Announcement {
  event: string
  at: string
  release: { id: string; title: { en: string } }
  reason?: string | null
  by?: string
  alert?: {
    what: string
    change: string[]
    hops: string[]
    tenants: Tenants
    hit: Tenants
    pages: string[]
    first: string
    owner: string
  }
}

/** Sends what webhooks are sent as a mail, where the platform names a server (`PORTICO_SMTP_URL`). */
export class Mailer {
  readonly #url: string | null
  readonly #from: string

  constructor(url: string | null, from: string) {
    this.#url = url
    this.#from = from
  }

  /** Throws WEBHOOK_REFUSED. */
  addressOf(url: URL): string {
    if (this.#url === null)
      throw webhookProblems.WEBHOOK_REFUSED('No mail is sent from here: PORTICO_SMTP_URL names no server.')
    const address = decoded(url.pathname)
    if (address !== null && ADDRESS.test(address) && url.search === '' && url.hash === '') return address
    throw webhookProblems.WEBHOOK_REFUSED('The address is no mail address, such as mailto:team@example.com.')
  }

  /** Rejects when the server does not take it. */
  readonly post: Post = async (url, body, headers) => {
    const to = this.addressOf(url)
    const transport = nodemailer.createTransport({
      url: this.#url ?? '',
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    })
    try {
      const { subject, text } = mailOf(JSON.parse(body) as Announcement)
      // The same for each attempt: a mailbox shows a mail that came twice once.
      const messageId = `<${headers['portico-delivery']}@portico>`
      await transport.sendMail({ from: this.#from, to, subject, text, messageId })
      return TAKEN
    } finally {
      transport.close()
    }
  }
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** What, where and why, who it hits, and the first thing to try. */
function mailOf({ event, at, release, reason, by, alert }: Announcement): { subject: string; text: string } {
  const title = release.title.en.replaceAll(/\s+/g, ' ')
  const subject = `Portico: ${event} of "${title}"`.slice(0, MAX_SUBJECT)
  const lines = [
    `Release: ${title} (${release.id})`,
    `Event: ${event}, ${at}`,
    ...(by ? [`By: ${by}`] : []),
    ...(alert ? [`What: ${alert.what}`] : reason ? [`Why: ${reason}`] : []),
    ...(alert
      ? [
          `Changed: ${alert.change.join(', ')}`,
          ...alert.hops.map(hop => `Where: ${hop}`),
          `Tenants: ${namesOf(alert.tenants)}`,
          `Hit: ${namesOf(alert.hit)}`,
          `Owner: ${alert.owner}`,
          `First: ${alert.first}`,
          ...alert.pages.map(page => `See: ${page}`),
        ]
      : []),
  ]
  return { subject, text: `${lines.join('\n')}\n` }
}

function namesOf({ count, some }: Tenants): string {
  const more = count - some.length
  return `${count}: ${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
