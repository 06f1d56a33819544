import { contextHeaders, type RunningService } from '@portico/service-kit'
import pg from 'pg'
import { service } from '../src/index.ts'
import { Counter } from './counter.ts'
import { FakeRelease } from './fake-release.ts'
import { ImportHarness } from './import-harness.ts'
import { type Market, openMarket } from './market.ts'

/** A stable and a gray sales service, with the real services they call, on one database. */
export class StableAndGray {
  readonly market: Market
  readonly release: FakeRelease
  readonly #admin: pg.Client
  readonly #running = new Map<string, RunningService>()

  private constructor(market: Market, release: FakeRelease, admin: pg.Client) {
    this.market = market
    this.release = release
    this.#admin = admin
  }

  static async open(): Promise<StableAndGray> {
    const release = await FakeRelease.start()
    const market = await openMarket({ RELEASE_URL: release.url })
    const admin = new pg.Client({ connectionString: market.sales.databaseUrl })
    await admin.connect()
    return new StableAndGray(market, release, admin)
  }

  async close() {
    for (const name of this.#running.keys()) await this.stop(name)
    await this.#admin.end()
    await this.market.stop()
    await this.release.stop()
  }

  /** Another sales service; that of the market is stable. */
  async start(name: string, tag: string, more: Record<string, string> = {}): Promise<RunningService> {
    const env = { ...this.market.env, SALES_PORT: '0', LOG_LEVEL: 'silent', PORTICO_TAG: tag, ...more }
    const running = await service.start(env)
    this.#running.set(name, running)
    return running
  }

  async stop(name: string) {
    const running = this.#running.get(name)
    this.#running.delete(name)
    await running?.stop()
  }

  /** As if no gray instance had been seen for this long. */
  async silenceGray(seconds: number) {
    await this.#admin.query(
      `with subscription as (
         update bus.portico_subscription set seen_at = clock_timestamp() - make_interval(secs => $1)
         where consumer = 'sales' and tag = 'gray'
       )
       update bus.portico_heartbeat set seen_at = clock_timestamp() - make_interval(secs => $1)
       where service = 'sales' and tag = 'gray'`,
      [seconds],
    )
  }

  /** Everything sales and inventory do breaks where it stands. */
  async cutConnections() {
    await this.#admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
       and application_name in ('portico-sales', 'portico-sales-import', 'portico-inventory', 'portico-bus-listen')`,
    )
  }

  /** Tag of the instance that counted the shipments of this tenant -> how many. */
  async countedBy(tenant: string): Promise<Record<string, number>> {
    const { rows } = await this.#admin.query<{ tag: string; count: number }>(
      `select i.tag, count(*)::int as count from bus.portico_handled i join bus.job j on j.id = i.message_id
       where i.consumer = 'sales' and j.name like '%/sales/%' and j.data->'headers'->>'baggage' like $1
       group by i.tag`,
      [`%portico.tenant=${tenant}%`],
    )
    return Object.fromEntries(rows.map(({ tag, count }) => [tag, count]))
  }

  /** Tag of the instance that finished the imports of this tenant -> how many. */
  async importedBy(tenant: string): Promise<Record<string, number>> {
    const { rows } = await this.#admin.query<{ tag: string; count: number }>(
      `select replace(name, 'import.', '') as tag, count(*)::int as count from sales_queue.job
       where state = 'completed' and data->>'tenantId' = $1 group by name`,
      [tenant],
    )
    return Object.fromEntries(rows.map(({ tag, count }) => [tag, count]))
  }

  /** Orders shipped by the projection, movements of inventory by its ledger, and what lies among the dead letters. */
  async tally(tenant: string): Promise<{ counted: number; issued: number; dead: number }> {
    const { rows } = await this.#admin.query<{ counted: number; issued: number; dead: number }>(
      `select (select coalesce(sum(order_count), 0)::int from sales.shipment_slot where tenant_id = $1) as counted,
         (select count(*)::int from inventory.movement where tenant_id = $1 and kind = 'ISSUE') as issued,
         (select count(*)::int from bus.job where name = 'dead-letters') as dead`,
      [tenant],
    )
    return rows[0] ?? { counted: 0, issued: 0, dead: 0 }
  }

  counter(tenant: string): Counter {
    return new Counter(this.market, tenant)
  }

  harness(tenant: string): ImportHarness {
    return new ImportHarness(this.market, tenant)
  }
}

/** Ships a confirmed order, as a call that is routed to gray or to stable. */
export function ship(
  running: RunningService,
  tenantId: string,
  order: { id: string; version: number },
  isGray: boolean,
) {
  const headers = contextHeaders({ tenantId, targets: isGray ? { sales: 'gray' } : {} })
  return running.app.inject({
    method: 'POST',
    url: `/orders/${order.id}/ship`,
    headers: { ...headers, 'if-match': `"${order.version}"` },
  })
}
