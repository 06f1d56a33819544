import type { Artifact } from '@portico/release'
import { answers } from '@portico/testing'
import { leakGate, PorticoPage } from '@portico/testing/playwright'
import { Operator } from '../src/operator.ts'
import { expect, test } from '../src/test.ts'

/** `PORTICO_LEAK_CYCLES=50` is what the gate does by itself. */
const CYCLES = Number(process.env.PORTICO_LEAK_CYCLES ?? 6)
const OWNER = { tenant: 'demo', user: 'owner', password: 'portico' }

test('the kit for teams logs in, answers operations, opens an app at a version, and says what does not work', async ({
  page,
  product,
}) => {
  const portico = new PorticoPage(page)
  await expect(portico.logInAs({ ...OWNER, password: 'wrong' })).rejects.toThrow('LOGIN_FAILED')
  await portico.logInAs(OWNER)
  const operator = await Operator.logIn(product.url)
  const { items } = await operator.get<{ items: Artifact[] }>('/artifacts?name=sales')
  const version = items.find(artifact => artifact.version.startsWith('1.5.0-'))?.version ?? ''
  await portico.atVersion('sales', version)
  const asked: unknown[] = []
  await portico.answerWith(
    answers([
      'SalesOrders',
      (variables: unknown) => {
        asked.push(variables)
        return Object.assign(new Error('Locked'), { code: 'UPSTREAM_UNAVAILABLE' })
      },
    ]),
  )
  await portico.openApp('sales', '/sales/orders')
  await expect.poll(() => asked.length).toBeGreaterThan(0)
  await expect(page.locator('main [role="alert"]').first()).toBeVisible()
  await portico.atVersion('sales', '9.9.9')
  await expect(portico.openApp('sales')).rejects.toThrow('not version 9.9.9')
})

test('the leak gate of the kit passes on an app of ours', async ({ page, login }) => {
  await login({ tenant: 'demo', user: 'owner' })
  await page.goto('/')
  await leakGate(page, 'sales', { cycles: CYCLES })
})
