import { expect, test } from '../src/test.ts'

test('at no width does one figure stand alone in its row', async ({ page, login }) => {
  await login({ tenant: 'demo', user: 'owner' })
  await page.goto('/workbench')
  const figures = page.getByRole('region', { name: 'Key figures' })
  await expect(figures.getByRole('heading')).not.toHaveCount(0)
  for (const width of [360, 480, 600, 720, 900, 1000, 1100, 1200, 1360, 1600, 1920]) {
    await page.setViewportSize({ width, height: 800 })
    const tops = await figures.evaluate(section =>
      Array.from(section.querySelectorAll('.p-card'), card => Math.round(card.getBoundingClientRect().top)),
    )
    const inRows = Object.values(Object.groupBy(tops, String)).map(row => row?.length ?? 0)
    const isOneColumn = inRows.every(count => count === 1)
    expect.soft(isOneColumn || !inRows.includes(1), `rows of ${inRows.join(' + ')} at ${width}`).toBe(true)
  }
})
