import type { Setting } from './setting.ts'

const limit = { type: 'integer', min: 0, max: Number.MAX_SAFE_INTEGER, readBy: ['services'] } as const

export const serviceProcessSettings = {
  PORTICO_TAG: {
    type: 'text',
    default: 'stable',
    readBy: ['services'],
    what: 'Tag whose calls, messages and jobs this copy takes, in kebab-case.',
  },
  NATS_URL: {
    type: 'secret',
    default: null,
    readBy: ['services'],
    what: 'Servers of NATS that messages between services go by, with commas between them: `nats://...` or `tls://...`, with JetStream. Not set: they are jobs in the database.',
  },
  PORTICO_BUS_STREAM: {
    type: 'text',
    default: 'portico-bus',
    readBy: ['services'],
    what: 'Stream of NATS in which messages lie, the same for all services; a second platform with the same servers has another.',
  },
  PORTICO_BUS_REPLICAS: {
    type: 'integer',
    unit: 'copies',
    min: 1,
    max: 5,
    default: 1,
    readBy: ['services'],
    what: 'Copies of each message that a cluster of NATS keeps. Read where the stream is made.',
  },
  PORTICO_DATABASE_FOLDER: {
    type: 'folder',
    default: null,
    readBy: ['services'],
    what: 'Where a database on this machine keeps its data; uploads watch its disk. `npm start` sets it.',
  },
  PORTICO_MIN_FREE_DISK_MB: {
    ...limit,
    unit: 'MB',
    default: 2048,
    what: 'Free space below which uploads and imports are refused (`DISK_FULL`).',
  },
  PORTICO_MAX_DATABASE_MB: {
    ...limit,
    unit: 'MB',
    default: 0,
    what: 'Size of a database elsewhere above which uploads and imports are refused; 0: no limit.',
  },
  PORTICO_MAX_WAITING_IMPORTS_MB: {
    ...limit,
    unit: 'MB',
    default: 10_240,
    what: 'Files of orders of all companies that wait for a decision; beyond it the company that keeps most loses its oldest.',
  },
  PORTICO_MAX_WAITING_STOCK_ROWS: {
    ...limit,
    unit: 'rows',
    default: 4_000_000,
    what: 'Rows of stock files of all companies that wait to be booked; beyond it as above. Four million are some 400 MB.',
  },
  PORTICO_AUDIT_DAYS: {
    ...limit,
    unit: 'days',
    default: 2555,
    what: 'How long the change logs of people and of releases are kept; seven years.',
  },
  PORTICO_SCRYPT: {
    type: 'text',
    default: '16384,8,5',
    readBy: ['services'],
    what: 'Cost, block size and parallelization of a password hash (identity). Weaker than the default is for tests alone.',
  },
  PORTICO_SSO_HOSTS: {
    type: 'list',
    default: null,
    readBy: ['services'],
    what: 'Hosts of identity providers that may lie in an inner network (identity).',
  },
  PORTICO_SMTP_URL: {
    type: 'secret',
    default: null,
    readBy: ['services'],
    what: 'Mail server, `smtp://` or `smtps://[user:password@]host[:port]`, by which webhooks with a `mailto:` address are sent (release); not set: there are none.',
  },
  PORTICO_MAIL_FROM: {
    type: 'text',
    default: 'portico@localhost',
    readBy: ['services'],
    what: 'Sender of these mails (release).',
  },
  PORTICO_WEBHOOK_HOSTS: {
    type: 'list',
    default: null,
    readBy: ['services'],
    what: 'Hosts that webhooks may call in an inner network, and without TLS (release).',
  },
} as const satisfies Record<string, Setting>
