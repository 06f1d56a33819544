import { afterEach, expect, it } from 'vitest'
import { checkMicroApp, RULES } from '../src/index.ts'
import { microAppSuite } from '../src/vitest/index.ts'
import { endTimers, GOOD, MISBEHAVING } from './misbehaving/apps.ts'

afterEach(endTimers)

const QUICK = { cycles: 3, timeoutMs: 200 }

it.each(Object.entries(MISBEHAVING))('an app that %s fails by name', async (_, { entry, code }) => {
  const page = document.documentElement.outerHTML
  const faults = await checkMicroApp('sample', entry, QUICK)
  expect(faults).toEqual([{ code, message: expect.stringMatching(/./) }])
  if (document.documentElement.outerHTML !== page) document.body.replaceChildren()
  document.querySelector('#my-style')?.remove()
  Reflect.deleteProperty(window, 'myAppState')
})

it('every rule but those of a mount has a name that says what holds', () => {
  const broken = new Set(Object.values(MISBEHAVING).map(({ code }) => code))
  expect([...broken].sort()).toEqual(Object.keys(RULES).sort())
})

it('says what is left, and how much of it', async () => {
  const listens = MISBEHAVING['adds a listener at each mount']
  const faults = listens ? await checkMicroApp('sample', listens.entry, QUICK) : []
  expect(faults[0]?.message).toBe('window resize: 3 more after 3 openings')
})

microAppSuite('sample', GOOD)
