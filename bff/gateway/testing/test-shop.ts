import { aShop, type ShopData, type ShopServices, shopServices } from './fake-shop.ts'
import { openGraph, type TestGraph } from './test-graph.ts'

export interface TestShop extends TestGraph {
  services: ShopServices
  /** Over all services. */
  callCount(): number
}

interface ShopOptions {
  orderCount?: number
  /** By tenant id; left out: `t_demo` has a shop, no other tenant has. */
  data?: Record<string, ShopData>
}

/** The gateway's graph over the fake services of a shop. */
export async function openTestShop({ orderCount = 5, data }: ShopOptions = {}): Promise<TestShop> {
  const services = shopServices(data ?? { t_demo: aShop(orderCount) })
  const all = Object.values(services)
  await Promise.all(all.map(service => service.start()))
  const urls = Object.fromEntries(Object.entries(services).map(([name, { url }]) => [name, url]))
  const graph = openGraph(urls)
  return {
    services,
    ask: graph.ask,
    callCount: () => all.reduce((count, { calls }) => count + calls.length, 0),
    async close() {
      await graph.close()
      await Promise.all(all.map(service => service.stop()))
    },
  }
}
