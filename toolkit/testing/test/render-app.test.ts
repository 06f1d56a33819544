import type { GraphOperation, MountProps } from '@portico/micro-app'
import { expect, it } from 'vitest'
import { answer, answers, renderApp } from '../src/index.ts'

type Orders = { orders: { id: string }[] }
const Orders: GraphOperation<Orders, { page: number }> = {
  name: 'Orders',
  id: 'x',
  body: 'query Orders { x }',
}

const app = {
  async mount({ container, shell }: MountProps) {
    const { orders } = await shell.graph.execute(Orders, { page: 2 })
    container.textContent = orders.map(({ id }) => id).join()
  },
  unmount: ({ container }: MountProps) => container.replaceChildren(),
}

it('mounts an app with answers that have the types of their operations, and takes all of it away', async () => {
  const given = answers(answer(Orders, ({ page }) => ({ orders: [{ id: `o${page}` }] })))
  const { container, shell, unmount } = await renderApp('sales', app, { answers: given })
  expect([container.textContent, shell.navigation.location().pathname]).toEqual(['o2', '/sales'])
  await unmount()
  await unmount()
  expect(document.querySelector('[data-app="sales"]')).toBe(null)
})

it('throws why an app cannot be mounted, and leaves no element', async () => {
  const given = answers(answer(Orders, new Error('no orders today')))
  await expect(renderApp('sales', app, { answers: given })).rejects.toThrow('no orders today')
  expect(document.querySelector('[data-app="sales"]')).toBe(null)
})

it('an answer without a field of its operation is no answer to the type check', () => {
  // @ts-expect-error: `id` is missing
  answer(Orders, { orders: [{}] })
})
