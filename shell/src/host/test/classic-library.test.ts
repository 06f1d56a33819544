import { expect, it } from 'vitest'
import { ClassicLibrary } from '../classic/classic-library.ts'
import type { SandboxWindow } from '../sandbox/scope.ts'

const lifecycles = { mount() {}, unmount() {} }

function run(set: Record<string, unknown>) {
  const page = { alert() {} } as unknown as SandboxWindow
  const library = new ClassicLibrary()
  library.begin(page)
  Object.assign(page, set)
  return { own: library.find(page, 'sales'), library }
}

it('of the name of the app is found', () => {
  const { own, library } = run({ sales: lifecycles, jQuery: () => {} })
  expect([own, library.missing]).toEqual([lifecycles, null])
})

it('of another name is found where it is the only one, as a default export too', () => {
  expect(run({ 'sales-main': lifecycles, $: () => {} }).own).toBe(lifecycles)
  expect(run({ SalesApp: { default: lifecycles } }).own).toBe(lifecycles)
  expect(run({ SalesApp: lifecycles, salesApp: lifecycles }).own).toBe(lifecycles)
})

it('without a name is found by what it puts on the window', () => {
  expect(run({ bootstrap: lifecycles.mount, ...lifecycles }).own).toEqual({
    bootstrap: lifecycles.mount,
    ...lifecycles,
  })
  expect(run({ mount() {} }).own).toBe(null)
})

it('of a name with dots is found where it is the only one that can be started', () => {
  const app = { bootstrap() {}, ...lifecycles }
  const getter = Object.defineProperty({}, 'app', {
    enumerable: true,
    get: () => expect.unreachable('a getter is not called'),
  })
  expect(run({ Acme: { apps: { one: app }, version: 3, getter }, $: () => {} }).own).toBe(app)
  expect(run({ Acme: { apps: { one: { default: app } } } }).own).toBe(app)
  expect(run({ Kit: { dom: lifecycles } }).own).toBe(null)
  const { own, library } = run({ Acme: { apps: { one: app, two: { ...app } } } })
  expect([own, library.isAmbiguous]).toEqual([null, true])
  expect(library.missing).toMatch(
    /sets window\.Acme, window\.Acme\.apps\.one \(with mount and unmount\), window\.Acme\.apps\.two \(with/,
  )
  const round: Record<string, unknown> = {}
  round.self = round
  expect(run({ round }).own).toBe(null)
})

it('that is one of several is named with the others', () => {
  const { own, library } = run({
    sales: { mount() {} },
    one: lifecycles,
    two: { ...lifecycles },
    $: () => {},
  })
  expect([own, library.isAmbiguous]).toEqual([null, true])
  expect(library.missing).toBe(
    'Its script sets no library window.sales with mount and unmount; it sets window.sales, ' +
      'window.one (with mount and unmount), window.two (with mount and unmount), window.$.',
  )
})

it('that is missing in a page is no fault by itself; the names come to an end', () => {
  expect(run({}).library.missing).toMatch(/it sets nothing on window\.$/)
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`name${n}`, n]))
  const { library } = run(many)
  expect(library.isAmbiguous).toBe(false)
  expect(library.missing).toMatch(/window\.name19 and 30 more\.$/)
})
