import { expect, it } from 'vitest'
import { CLERK_PERMISSIONS } from '../../../../testing/test-graph.ts'
import { openTestShop } from '../../../../testing/test-shop.ts'

it('answers who is asking from the session, without a call', async () => {
  const shop = await openTestShop()
  const { data } = await shop.ask(
    '{ viewer { user { username displayName } tenant { slug currency timeZone } permissions } }',
    {},
    { permissions: CLERK_PERMISSIONS },
  )
  expect(data.viewer).toEqual({
    user: { username: 'tester', displayName: 'Tester' },
    tenant: { slug: 't_demo', currency: 'CNY', timeZone: 'Asia/Shanghai' },
    permissions: CLERK_PERMISSIONS,
  })
  expect(shop.callCount()).toBe(0)
  await shop.close()
})
