import { expect, it } from 'vitest'
import { ClassicLibrary } from '../loading/classic-library.ts'
import type { SandboxWindow } from '../sandbox/scope.ts'

const lifecycles = { mount() {}, unmount() {} }

function run(set: Record<string, unknown>) {
  const sandbox = { alert() {} } as unknown as SandboxWindow
  const library = new ClassicLibrary()
  const own = library.find(sandbox, 'sales', () => void Object.assign(sandbox, set))
  return { own, library }
}

it('of the name of the app is found', () => {
  const { own, library } = run({ sales: lifecycles, jQuery: () => {} })
  expect([own, library.missing]).toEqual([lifecycles, null])
})

it('that is missing is named with those that were seen', () => {
  const { own, library } = run({ sales: { mount() {} }, salesApp: lifecycles, $: () => {} })
  expect([own, library.hasOtherName]).toEqual([null, true])
  expect(library.missing).toBe(
    'Its script sets no library window.sales with mount and unmount; it sets window.sales, ' +
      'window.salesApp (with mount and unmount), window.$.',
  )
})

it('that is missing in a page is no fault by itself; the names come to an end', () => {
  expect(run({}).library.missing).toMatch(/it sets nothing on window\.$/)
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`name${n}`, n]))
  const { library } = run(many)
  expect(library.hasOtherName).toBe(false)
  expect(library.missing).toMatch(/window\.name19 and 30 more\.$/)
})
