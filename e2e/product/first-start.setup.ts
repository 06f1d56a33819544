import { expect, test } from '@playwright/test'
import { createEmptyHome, keepHome, startProduct } from '../src/product.ts'

test('a first start builds what is missing, makes the demo shop, and what it made outlives a stop', async () => {
  test.setTimeout(300_000)
  const { home, remove } = await createEmptyHome()
  const product = await startProduct(home)
  expect(product.output()).toContain('seeding the demo shop')
  await product.stop()
  expect(await product.ended).toMatchObject({ code: 0 })
  await keepHome(home)
  await remove()
})
