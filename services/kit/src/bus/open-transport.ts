import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../database/database.ts'
import type { EngineSettings } from '../settings/engine.ts'
import { BossTransport } from './boss/boss-transport.ts'
import { NatsTransport } from './nats/nats-transport.ts'
import type { BusSettings } from './port/settings.ts'
import type { Transport } from './port/transport.ts'
import { SucceedingTransport } from './succeeding-transport.ts'

interface TransportOptions {
  /** Whose dead letters are read. */
  consumer: string
  database: Database
  log: FastifyBaseLogger
  settings: BusSettings
}

/** With an engine messages go by it, and those that are jobs in PostgreSQL still are taken as before. */
export function openTransport(options: TransportOptions, engine: EngineSettings | null): Transport {
  const boss = new BossTransport({ ...options, isNotified: engine === null })
  return engine ? new SucceedingTransport(new NatsTransport({ ...options, engine }), boss) : boss
}
