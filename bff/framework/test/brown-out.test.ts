import { expect, test } from 'vitest'
import { BrownOut, type LoadSample } from '../src/load/brown-out.ts'

const LOADED = { calls: 200, isFull: false, busyShare: 0.99 }
const CALM = { calls: 3, isFull: false, busyShare: 0.2 }
/** Neither: it goes on as it is. */
const BETWEEN = { calls: 20, isFull: false, busyShare: 0.9 }

function open() {
  const changes: boolean[] = []
  let sample: LoadSample = CALM
  let next = () => {}
  const setTimer = (_ms: number, then: () => void) => {
    next = then
    return () => {}
  }
  const brownOut = new BrownOut({ sample: () => sample, onChange: isOn => changes.push(isOn), setTimer })
  brownOut.start()
  const see = async (times: number, seen: LoadSample) => {
    sample = seen
    for (let time = 0; time < times; time += 1) {
      next()
      // The loop sets its next timer once the run has ended.
      await new Promise(resolve => setImmediate(resolve))
    }
  }
  return { changes, see }
}

test('a brown-out begins after two seconds of load and ends after ten of calm', async () => {
  const { changes, see } = open()
  await see(3, LOADED)
  await see(1, BETWEEN)
  await see(3, LOADED)
  expect(changes).toEqual([])
  await see(1, LOADED)
  expect(changes).toEqual([true])
  await see(19, CALM)
  await see(1, BETWEEN)
  await see(19, CALM)
  expect(changes).toEqual([true])
  await see(1, CALM)
  expect(changes).toEqual([true, false])
})

test('a loop that is busy with few calls is no load, a gateway that is full is', async () => {
  const { changes, see } = open()
  await see(30, { ...LOADED, calls: 4 })
  expect(changes).toEqual([])
  await see(4, { ...CALM, isFull: true })
  expect(changes).toEqual([true])
})
