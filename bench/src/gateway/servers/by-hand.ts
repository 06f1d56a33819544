import type { tunedCalls } from './calls.ts'

type Calls = ReturnType<typeof tunedCalls>

/** The answer to the one query. */
export async function dashboardText(calls: Calls): Promise<string> {
  const orders = await calls.listOrders()
  const ids = new Set<string>()
  for (const { lines } of orders) for (const { productId } of lines) ids.add(productId)
  const views = await calls.readViews([...ids])
  const nodes = orders.map(({ id, number, lines }) => ({
    id,
    number,
    lines: lines.map(line => ({
      id: line.id,
      quantity: line.quantity,
      product: views.get(line.productId) ?? null,
    })),
  }))
  return JSON.stringify({ data: { orders: nodes } })
}
