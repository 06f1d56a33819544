import pino, { type DestinationStream, type Logger } from 'pino'
import { currentScope } from '../scope/request-scope.ts'
import { loggable, withoutSecrets } from './redaction.ts'

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'

export interface LoggerOptions {
  /** The part of the platform that writes: `gateway`, `sales`. */
  service: string
  level: LogLevel
}

/**
 * Events as JSON lines, one format for all parts: `at`, `level`, `service`, `event`, the request it belongs to (`tenant`,
 * `user`, `operation`, `trace`), then facts; an error is the text `cause`. Secrets are hidden by name and in text.
 */
export function createLogger({ service, level }: LoggerOptions, destination?: DestinationStream): Logger {
  const options: pino.LoggerOptions = {
    level,
    base: { service },
    messageKey: 'event',
    errorKey: 'cause',
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: label => ({ level: label }), log: loggable },
    mixin: requestFacts,
    hooks: { streamWrite: withoutSecrets },
  }
  return destination ? pino(options, destination) : pino(options)
}

function requestFacts(): object {
  const scope = currentScope()
  if (!scope) return {}
  const { facts, trace } = scope
  const known = Object.entries(facts).filter(([, value]) => value !== null && value !== '')
  return { ...Object.fromEntries(known), trace: trace.id }
}
