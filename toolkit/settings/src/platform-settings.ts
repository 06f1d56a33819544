import { GATEWAY_SETTINGS } from './gateway-settings.ts'
import { serviceProcessSettings } from './service-process-settings.ts'
import type { Setting } from './setting.ts'

/** Of what serves tenants. One name means one thing, whichever part reads it. */
export const platformSettings = {
  HOST: {
    type: 'text',
    default: '127.0.0.1',
    readBy: ['gateway', 'services', 'launcher'],
    what: 'Address to listen on. Other than this machine alone: there is no demo.',
  },
  PORT: {
    type: 'integer',
    min: 0,
    max: 65_535,
    default: 8080,
    readBy: ['gateway', 'launcher'],
    what: 'Port of the gateway. 0 picks a free one, for one worker.',
  },
  PORTICO_ENV: {
    type: 'choice',
    choices: ['production', 'development'],
    default: 'production',
    readBy: ['gateway', 'services'],
    what: 'Development has introspection, short stops, a start without a secret, and services that make their own roles.',
  },
  PORTICO_HOME: {
    type: 'folder',
    default: '.portico',
    readBy: ['gateway', 'services', 'launcher'],
    what: 'Everything kept on this machine: database, artifacts, secret, rules.',
  },
  PORTICO_ARTIFACTS: {
    type: 'folder',
    default: 'artifacts, in PORTICO_HOME',
    readBy: ['gateway', 'services', 'launcher'],
    what: 'Folder of artifacts.',
  },
  PORTICO_ARTIFACT_STORE: {
    type: 'url',
    default: null,
    readBy: ['gateway', 'services'],
    what: '`s3://<bucket>[/<prefix>][?endpoint=<origin>&region=<name>]` in place of the folder of artifacts.',
  },
  AWS_REGION: {
    type: 'text',
    default: 'us-east-1',
    readBy: ['gateway', 'services'],
    what: 'Region of the artifact store, where its URL names none.',
  },
  PORTICO_SECRET: {
    type: 'secret',
    default: null,
    readBy: ['gateway', 'services', 'migration job', 'launcher'],
    what: 'What the keys of all parts are made from, at least 32 characters. The launcher makes one in PORTICO_HOME where none is set.',
  },
  PORTICO_SECRET_PREVIOUS: {
    type: 'secret',
    default: null,
    readBy: ['gateway', 'services', 'launcher'],
    what: 'The secret before, while it is being changed: what it signed still holds.',
  },
  PORTICO_KEYS: {
    type: 'secret',
    default: null,
    readBy: ['gateway', 'services'],
    what: 'The keys of this process alone, as the launcher hands them on in place of the secret.',
  },
  PORTICO_UPSTREAM_HOSTS: {
    type: 'list',
    default: null,
    readBy: ['gateway', 'services'],
    what: 'Hosts where registered instances may lie besides this machine and those of `<SERVICE>_URL`.',
  },
  REDIS_URL: {
    type: 'secret',
    default: null,
    readBy: ['gateway', 'services', 'launcher'],
    what: 'Redis for sessions, cache and notifications between processes; not set: each process has its own.',
  },
  DATABASE_URL: {
    type: 'secret',
    default: null,
    readBy: ['launcher', 'migration job', 'services'],
    what: "The administrator's PostgreSQL URL, for the migration job; services take it in development alone. Not set: an embedded database.",
  },
  LOG_LEVEL: {
    type: 'choice',
    choices: ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
    default: null,
    readBy: ['gateway', 'services'],
    what: 'Least level of a line in the log; a line a request is of `info`. Not set: `info` of the gateway, `warn` of services.',
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    type: 'url',
    default: null,
    readBy: ['gateway', 'services'],
    what: 'Collector that traces are sent to, such as `http://127.0.0.1:4318`; not set: no traces are recorded.',
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    type: 'secret',
    default: null,
    readBy: ['gateway', 'services'],
    what: 'Sent to the collector with the traces, such as `authorization=Bearer%20...`.',
  },
  OTEL_TRACES_SAMPLER_ARG: {
    type: 'text',
    default: '1',
    readBy: ['gateway', 'services'],
    what: 'Share of traces to record, from 0 to 1. The gateway decides for each trace it begins.',
  },
  OTEL_BSP_SCHEDULE_DELAY: {
    type: 'integer',
    unit: 'ms',
    min: 10,
    max: 60_000,
    default: 2000,
    readBy: ['gateway', 'services'],
    what: 'Time between two batches of traces.',
  },
  PORTICO_MOCKS: {
    type: 'folder',
    default: null,
    readBy: ['gateway', 'services'],
    what: 'Folder whose `mocks/*.yaml` answer operations of the graph (gateway) and the calls of a service to others. Of development alone: in production nothing is read.',
  },
  PORTICO_RECORDINGS: {
    type: 'folder',
    default: null,
    readBy: ['gateway', 'services'],
    what: 'Folder into which the gateway writes what it answered, and a service what others answered it, masked, as files of mocks. Of development alone: in production nothing is written.',
  },
  ...GATEWAY_SETTINGS,
  ...serviceProcessSettings,
} as const satisfies Record<string, Setting>
