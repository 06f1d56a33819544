import { expect, it, vi } from 'vitest'
import { KeyframesNames } from '../ledger/keyframes-names.ts'

it('reports a name that two apps mean otherwise, and no name that one app alone has', () => {
  const onDispute = vi.fn()
  const names = new KeyframesNames(onDispute)
  expect([names.give('sales', 'in', 'a'), names.give('sales', 'in', 'b')]).toEqual([true, true])
  expect(onDispute).not.toHaveBeenCalled()
  expect(names.give('stock', 'in', 'a')).toBe(false)
  expect(onDispute).toHaveBeenCalledOnce()
  names.forget('sales')
  expect(names.give('stock', 'in', 'a')).toBe(true)
})

it('comes to an end where an app gives a name twice, and all names are given again at each dispute', () => {
  const given = [
    ['stock', 'in', 'a'],
    ['sales', 'in', 'a'],
    ['sales', 'in', 'b'],
  ] as const
  const giveAll = vi.fn(() => given.map(([app, name, text]) => names.give(app, name, text)))
  const names = new KeyframesNames(giveAll)
  expect(giveAll()).toEqual([true, true, false])
  expect(giveAll()).toEqual([false, false, false])
  expect(giveAll).toHaveBeenCalledTimes(3)
})

it('keeps an end of texts for one name of an app: one beyond it is taken for disputed', () => {
  const onDispute = vi.fn()
  const names = new KeyframesNames(onDispute)
  names.give('stock', 'in', 'a')
  for (let text = 0; text < 100; text++) expect(names.give('sales', 'in', String(text))).toBe(false)
  expect(onDispute.mock.calls.length).toBeLessThan(20)
})
