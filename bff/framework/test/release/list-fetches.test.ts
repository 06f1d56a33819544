import { expect, it } from 'vitest'
import { ListFetches } from '../../src/release/rules/list-fetches.ts'
import { MemberLists } from '../../src/release/rules/member-lists.ts'
import { createLog } from '../../src/telemetry/log.ts'
import { aRelease, listBytes } from './rules-builder.ts'

const { lists: noLists } = aRelease('r1')
const release = (id: string, revision: number) =>
  aRelease(id, { lists: { ...noLists, allow: { count: 1, revision } } })

/** Fetches whose pauses end when the test says so. */
function create(fetchList: (id: string) => Promise<Uint8Array>) {
  let lists = new MemberLists()
  const lines: string[] = []
  const taken: string[] = []
  const pauses: { ms: number; end: () => void }[] = []
  const stopping = new AbortController()
  const fetches = new ListFetches({
    fetchList,
    lists: () => lists,
    onTaken: ({ id, lists: { allow } }) => {
      taken.push(`${id} ${allow.revision}`)
      fetches.want([])
    },
    log: createLog(line => void lines.push(line)),
    signal: stopping.signal,
    setTimer: (ms, end) => {
      pauses.push({ ms, end })
      return () => {}
    },
    random: () => 0,
  })
  const doubt = () => {
    lists = lists.doubted()
  }
  return { fetches, taken, lines, pauses, doubt, stop: () => stopping.abort() }
}

async function endPause(pauses: { end: () => void }[]): Promise<void> {
  pauses.at(-1)?.end()
  await new Promise(setImmediate)
}

it('tries a failing list again after pauses that grow to a minute, and says so once', async () => {
  let isBroken = true
  const { fetches, taken, lines, pauses } = create(async () => {
    if (isBroken) throw new Error('over 67108864 bytes')
    return listBytes(['t_a'], 1)
  })
  fetches.want([release('r1', 1)])
  await fetches.settle()
  for (let count = 0; count < 6; count += 1) await endPause(pauses)
  expect(pauses.map(({ ms }) => ms)).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
  isBroken = false
  await endPause(pauses)
  expect(taken).toEqual(['r1 1'])
  expect(lines.map(line => JSON.parse(line))).toMatchObject([{ event: 'rules.list_missing', release: 'r1' }])
})

it('does not try again sooner because there are new rules', async () => {
  const asked: string[] = []
  const { fetches } = create(async id => {
    asked.push(id)
    throw new Error('away')
  })
  for (const revision of [1, 2, 3]) {
    fetches.want([release('r1', revision), release('r2', 1)])
    await fetches.settle()
  }
  expect(asked).toEqual(['r1', 'r2'])
})

it('takes a list for an older one, one that is cut, or one of another time, as a failure', async () => {
  const answers = [listBytes(['t_a'], 1), listBytes(['t_a'], 2).slice(0, 30), listBytes(['t_a'], 2)]
  const { fetches, taken, pauses } = create(async () => answers.shift() ?? new Uint8Array())
  fetches.want([release('r1', 2)])
  await fetches.settle()
  await endPause(pauses)
  expect([taken, pauses.length]).toEqual([[], 2])
  await endPause(pauses)
  expect(taken).toEqual(['r1 2'])
})

it('does not take what was asked for before the database was set back', async () => {
  const answers: ((bytes: Uint8Array) => void)[] = []
  const { fetches, taken, doubt } = create(() => new Promise(answer => answers.push(answer)))
  fetches.want([release('r1', 3)])
  await new Promise(setImmediate)
  doubt()
  fetches.want([release('r1', 2)])
  answers[0]?.(listBytes(['t_a'], 3))
  await new Promise(setImmediate)
  expect(taken).toEqual([])
  answers[1]?.(listBytes(['t_b'], 2))
  await fetches.settle()
  expect(taken).toEqual(['r1 2'])
})

it('neither takes nor asks for anything once it is to stop, or the release has ended', async () => {
  const answers: ((bytes: Uint8Array) => void)[] = []
  const { fetches, taken, stop } = create(() => new Promise(answer => answers.push(answer)))
  fetches.want([release('r1', 1), release('r2', 1)])
  await new Promise(setImmediate)
  fetches.want([release('r2', 1)])
  answers[0]?.(listBytes(['t_a'], 1))
  await new Promise(setImmediate)
  stop()
  answers[1]?.(listBytes(['t_a'], 1))
  await fetches.settle()
  expect([taken, answers.length]).toEqual([[], 2])
})
