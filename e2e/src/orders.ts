import type { Page } from '@playwright/test'

interface Written {
  id: string | null
  route: string | null
  problem: string | null
}

/** Drafts made one after the other by the page's own session, as a tab on this snapshot, until 20 were written by stable. */
export function writeOrders(page: Page, token: string, mark: string): Promise<Written[]> {
  return page.evaluate(
    async ({ token, mark }) => {
      const headers = {
        'content-type': 'application/json',
        'x-portico-csrf': '1',
        'x-portico-snapshot': token,
      }
      const ask = (query: string, variables: object) =>
        fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query, variables }) })
      const first = await (await ask('{ products(first: 1) { edges { node { id } } } }', {})).json()
      const productId = first.data.products.edges[0].node.id
      const written: Written[] = []
      let byStable = 0
      for (let n = 0; byStable < 20 && n < 5_000; n++) {
        const input = { note: mark, lines: [{ productId, quantity: '1', unitPrice: '1' }] }
        const answer = await ask(
          'mutation ($input: OrderInput!, $key: ID!) { createOrder(input: $input, idempotencyKey: $key) { id } }',
          { input, key: `${mark} ${n}` },
        )
        const body = await answer.json()
        const id = body.data?.createOrder?.id ?? null
        const problem = body.errors ? JSON.stringify(body.errors) : null
        const route = answer.headers.get('x-portico-route')
        if (route?.startsWith('sales=stable')) byStable += 1
        written.push({ id, route, problem })
      }
      return written
    },
    { token, mark },
  )
}

interface DraftsAnswer {
  data: {
    orders: {
      edges: { node: { note: string | null } }[]
      pageInfo: { hasNextPage: boolean; endCursor: string | null }
    }
  }
}

/** By their note, over all pages of the list. */
export function countOrders(page: Page, mark: string): Promise<number> {
  return page.evaluate(async wanted => {
    const headers = { 'content-type': 'application/json', 'x-portico-csrf': '1' }
    const query =
      'query ($after: String) { orders(first: 100, after: $after, filter: {status: [DRAFT]}) { edges { node { note } } pageInfo { hasNextPage endCursor } } }'
    let found = 0
    let after: string | null = null
    do {
      const body: string = JSON.stringify({ query, variables: { after } })
      const answer: Response = await fetch('/graphql', { method: 'POST', headers, body })
      const { data } = (await answer.json()) as DraftsAnswer
      found += data.orders.edges.filter(({ node }) => node.note === wanted).length
      after = data.orders.pageInfo.hasNextPage ? data.orders.pageInfo.endCursor : null
    } while (after !== null)
    return found
  }, mark)
}
