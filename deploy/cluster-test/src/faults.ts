import type { Host } from './hosts/host.ts'
import type { HostProcess } from './hosts/host-process.ts'
import type { Cluster } from './installation.ts'

export interface Fault {
  inject(): Promise<unknown>
  /** Everything is as before. */
  mend(): Promise<unknown>
}

/** A row of the table: one fault, or the same of several parts one after the other. */
export interface Row {
  name: string
  faults: readonly Fault[]
}

const kill = (part: HostProcess): Fault => ({ inject: () => part.kill(), mend: () => part.start() })
const roll = (part: HostProcess): Fault => ({
  inject: () => part.stop(),
  mend: () => part.start(),
})
/** There is one of it. */
const restart = (part: HostProcess): Fault => ({
  inject: async () => {
    await part.stop()
    await part.start()
  },
  mend: async () => {},
})
const freeze = (part: HostProcess): Fault => ({
  inject: async () => part.freeze(),
  mend: async () => {
    part.thaw()
    await part.untilReady()
  },
})

/** Of all parts, by kind. */
export function listFaults(cluster: Cluster): Row[] {
  const { gateways, services, redis, nats, s3, database, watch, balancer } = cluster
  const all = [...gateways, ...services, cluster.gray]
  const first = services.filter(({ host }) => host === cluster.hosts.all[0])
  const second = services.filter(({ host }) => host === cluster.hosts.all[1])
  return [
    { name: 'gateway: kill -9, each', faults: gateways.map(kill) },
    { name: 'gateway: frozen, each', faults: gateways.map(freeze) },
    { name: 'service: kill -9, a copy of each', faults: first.map(kill) },
    { name: 'service: frozen, a copy of each', faults: second.map(freeze) },
    { name: 'Redis: kill -9 of a master, each', faults: redis.masters.map(kill) },
    { name: 'Redis: a master frozen, each', faults: redis.masters.map(freeze) },
    { name: 'NATS: kill -9, each', faults: nats.parts.map(kill) },
    { name: 'NATS: frozen, each', faults: nats.parts.map(freeze) },
    { name: 'S3: kill -9, frozen', faults: [kill(s3), freeze(s3)] },
    { name: 'PostgreSQL: kill -9 of the replica', faults: [killReplica(cluster)] },
    { name: 'PostgreSQL: the replica frozen', faults: [freezeReplica(cluster)] },
    {
      name: 'PostgreSQL: primary moved as planned',
      faults: [{ inject: () => watch.switchOver(), mend: () => database.rebuildReplica() }],
    },
    { name: 'PostgreSQL: kill -9 of the primary', faults: [losePrimary(cluster, part => part.kill())] },
    { name: 'PostgreSQL: the primary frozen', faults: [losePrimary(cluster, async part => part.freeze())] },
    { name: 'network of a host cut, each', faults: cluster.hosts.all.map(host => cut(cluster, host)) },
    { name: 'HAProxy started anew', faults: [restart(balancer.part)] },
    { name: 'all parts rolled, one after the other', faults: all.map(roll) },
  ]
}

function killReplica({ database }: Cluster): Fault {
  return { inject: () => database.replica.part.kill(), mend: () => database.replica.part.start() }
}

function freezeReplica({ database }: Cluster): Fault {
  return freeze(database.replica.part)
}

/** The watch moves the primary by itself. */
function losePrimary({ database, watch }: Cluster, lose: (part: HostProcess) => Promise<void>): Fault {
  return {
    inject: () => lose(database.primary.part),
    mend: async () => {
      await watch.untilMoved()
      await database.rebuildReplica()
    },
  }
}

/** Where the primary was on that host it is on another one afterwards. */
function cut({ database, watch }: Cluster, host: Host): Fault {
  let hadPrimary = false
  return {
    inject: async () => {
      hadPrimary = database.primary.host === host
      await host.cut()
    },
    mend: async () => {
      if (hadPrimary) {
        await watch.untilMoved()
        await database.replica.part.kill()
      }
      await host.mend()
      if (hadPrimary) await database.rebuildReplica()
    },
  }
}
