import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Host, Hosts } from './host.ts'

const run = promisify(execFile)
const BRIDGE = 'pct-bridge'
const NETWORK = '10.77.0'
const OUTSIDE = `${NETWORK}.254`

const ip = (...args: string[]) => run('ip', args)
const quietly = (...args: string[]) => ip(...args).catch(() => {})

/** Network namespaces that a bridge joins, as machines of a rack are. Throws where this user may make none. */
export async function openNamespaces(count: number): Promise<Hosts> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  const close = async () => {
    for (const number of numbers) await quietly('netns', 'delete', nameOf(number))
    await quietly('link', 'delete', BRIDGE)
  }
  // What a test that was killed left behind.
  await close()
  try {
    await ip('link', 'add', BRIDGE, 'type', 'bridge')
    await ip('address', 'add', `${OUTSIDE}/24`, 'dev', BRIDGE)
    await ip('link', 'set', BRIDGE, 'up')
    const all = []
    for (const number of numbers) all.push(await openHost(number))
    return { all, outside: OUTSIDE, close }
  } catch (error) {
    await close()
    throw error
  }
}

function nameOf(number: number): string {
  return `pct-host-${number}`
}

async function openHost(number: number): Promise<Host> {
  const name = nameOf(number)
  const address = `${NETWORK}.${10 + number}`
  const outer = `pct-v${number}`
  const inside = (...args: string[]) => ip('-n', name, ...args)
  await ip('netns', 'add', name)
  await ip('link', 'add', outer, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name)
  await ip('link', 'set', outer, 'master', BRIDGE, 'up')
  await inside('address', 'add', `${address}/24`, 'dev', 'eth0')
  await inside('link', 'set', 'eth0', 'up')
  await inside('link', 'set', 'lo', 'up')
  return {
    name: `host ${number}`,
    address,
    prefix: ['ip', 'netns', 'exec', name],
    cut: async () => void (await ip('link', 'set', outer, 'down')),
    mend: async () => void (await ip('link', 'set', outer, 'up')),
  }
}
