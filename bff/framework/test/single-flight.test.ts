import { expect, it } from 'vitest'
import { SingleFlight } from '../src/cache/single-flight.ts'

it('each key finds the fetch of all until it has ended', async () => {
  const flights = new SingleFlight<string>()
  const { promise, resolve } = Promise.withResolvers<string>()
  flights.start(['a', 'b'], promise)
  expect([flights.find('a'), flights.find('b'), flights.find('c')]).toEqual([promise, promise, undefined])
  resolve('value')
  await promise
  expect([flights.find('a'), flights.find('b')]).toEqual([undefined, undefined])
})

it('one that failed is found by no later reader, and is the failure of its own readers alone', async () => {
  const flights = new SingleFlight<string>()
  const failing = Promise.reject<string>(new Error('away'))
  flights.start(['a'], failing)
  await expect(flights.find('a')).rejects.toThrow('away')
  expect(flights.find('a')).toBeUndefined()
})
