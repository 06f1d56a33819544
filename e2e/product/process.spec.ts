import { expect, test } from '@playwright/test'
import { createHome, startProduct } from '../src/product.ts'

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('a product asked to stop again and again stops once, and leaves no process', async () => {
  test.setTimeout(180_000)
  const { home, remove } = await createHome()
  const product = await startProduct(home)
  const pids = Object.values(product.pids)
  expect(pids.filter(isAlive)).toEqual(pids)
  const launcher = product.pids.launcher as number
  const impatience = setInterval(() => isAlive(launcher) && process.kill(launcher, 'SIGTERM'), 50)
  try {
    await product.stop()
  } finally {
    clearInterval(impatience)
  }
  expect(pids.filter(isAlive)).toEqual([])
  await remove()
})

test('the gray copy of sales ends: a line says so, and the product goes on and stops as ever', async () => {
  test.setTimeout(180_000)
  const { home, remove } = await createHome()
  const product = await startProduct(home)
  process.kill(product.pids.salesGray as number, 'SIGKILL')
  await expect.poll(product.output).toMatch(/sales-gray ended \(SIGKILL\): .*stable/)
  expect((await fetch(`${product.url}/readyz`)).status).toBe(200)
  await product.stop()
  expect(await product.ended).toMatchObject({ code: 0 })
  await remove()
})
