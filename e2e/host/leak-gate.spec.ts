import { findLeaks, type LeakCode, leakGate } from '@portico/testing/playwright'
import { expect, test } from './test.ts'

const CYCLES = 3

/** What the careless app does at each opening -> what the gate calls it, and a word of what it says. */
const HABITS: [habit: string, code: LeakCode, says: string][] = [
  ['listens-to-window', 'LISTENERS_LEFT', 'window resize: 3 more'],
  ['listens-to-shell', 'LISTENERS_LEFT', 'more listeners'],
  ['subscribes-to-shell', 'LISTENERS_LEFT', 'shell.i18n'],
  ['asks-for-ever', 'TIMERS_LEFT', 'setInterval of 60000 ms'],
  ['asks-again', 'TIMERS_LEFT', 'setTimeout of 5000 ms'],
  ['puts-a-popup', 'NODES_LEFT', 'body > dialog'],
  ['keeps-its-elements', 'NODES_LEFT', 'nodes in memory'],
  ['keeps-a-window', 'WINDOWS_LEFT', 'documents in memory'],
  ['names-itself', 'GLOBALS_LEFT', 'carelessState'],
  ['adds-a-style', 'STYLES_LEFT', 'head > style'],
  ['keeps-a-channel', 'OPEN_LEFT', 'BroadcastChannel'],
  ['waits-for-ever', 'OPEN_LEFT', '/endless'],
  ['throws-in-unmount', 'UNMOUNT_FAILED', 'not mounted'],
  ['shows-nothing', 'NOTHING_RENDERED', '300 ms'],
  ['throws-in-mount', 'MOUNT_FAILED', 'MOUNT_FAILED'],
]

test('the leak gate says of each careless app by name what it leaves, and nothing of one that takes all away', async ({
  page,
}) => {
  test.setTimeout(120_000)
  // Never answered, and here, since a browser has six connections to a server.
  await page.route('**/endless', () => {})
  await expect(leakGate(page, 'careless')).rejects.toThrow('LEAK_GATE_SHELL: about:blank shows no shell')
  await page.goto('/plain')
  await page.getByRole('tablist').waitFor()
  await leakGate(page, 'careless', { cycles: CYCLES, path: '/careless/nothing' })
  for (const [habit, code, says] of HABITS)
    await test.step(habit, async () => {
      const path = `/careless/${habit}`
      const timeoutMs = habit === 'shows-nothing' ? 300 : 5_000
      const leaks = await findLeaks(page, 'careless', { cycles: CYCLES, path, timeoutMs, restMs: 0 })
      // What it keeps may keep other things: a window has nodes, a channel listeners.
      expect.soft(leaks, habit).toContainEqual({ code, message: expect.stringContaining(says) })
    })
  await page.goto('/plain')
  const refused = leakGate(page, 'careless', { cycles: 1, path: '/careless/puts-a-popup', restMs: 0 })
  await expect(refused).rejects.toThrow(/careless leaves something behind\s+NODES_LEFT: body > dialog/)
})
