/**
 * A writer, its relay and a consumer in one process that dies by SIGKILL before what it writes to a socket for the n-th time
 * after its start. Arguments, as JSON: MortalOptions. Prints how many writes there were where it lives to the end.
 */
import { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { Keyring } from '@portico/release/trust'
import { Tracing } from '@portico/telemetry'
import { Bus } from '../../src/bus/bus.ts'
import { BUS_SCHEMA } from '../../src/bus/port/settings.ts'
import { createContext } from '../../src/context/context.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { newId } from '../../src/values/ids.ts'
import { migrations } from '../notes/notes.service.ts'
import { SECRET, SOLD, subscribeNotes } from './sold.ts'

export interface MortalOptions {
  adminUrl: string
  env: NodeJS.ProcessEnv
  /** 0: it lives to the end. */
  diesAt: number
  things: string[]
}

const { adminUrl, env, diesAt, things }: MortalOptions = JSON.parse(process.argv[2] ?? '{}')
let writes = Number.NEGATIVE_INFINITY

Socket.prototype.write = function (this: Socket, ...args: unknown[]) {
  writes += 1
  if (writes === diesAt) process.kill(process.pid, 'SIGKILL')
  return Reflect.apply(Duplex.prototype.write, this, args)
}

const log = { warn() {}, error() {}, info() {} }

async function start(name: string, isConsumer: boolean) {
  const database = await openDatabase({ name, migrations, adminUrl, sharedSchemas: [BUS_SCHEMA] })
  const keyring = Keyring.fromSecrets(name, [SECRET])
  const service = {
    name,
    tag: 'stable',
    env,
    database,
    log: log as never,
    keyring,
    tracing: new Tracing(name),
  }
  const bus = new Bus(service, { publishes: isConsumer ? [] : [SOLD], settings: { pollMs: 50 } })
  if (isConsumer) subscribeNotes(bus, 'stable')
  await bus.start()
  return { bus, database }
}

const seller = await start('seller', false)
await start('keeper', true)
writes = 0
for (const thing of things) {
  const published = await seller.database.tenant('t_demo', async tx => {
    const body = `sold ${thing}`
    await tx.run('insert into note (tenant_id, id, body) values ($1, $2, $3)', ['t_demo', newId(), body])
    const context = createContext({ tenantId: 't_demo' })
    return seller.bus.publish(tx, { event: SOLD, context, payload: { thing } })
  })
  await seller.bus.waitUntilHandled(published, 10_000)
}
process.stdout.write(String(writes))
process.exit(0)
