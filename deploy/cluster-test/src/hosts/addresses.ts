import { randomInt } from 'node:crypto'
import type { Host, Hosts } from './host.ts'

/** Addresses of this machine that no other process uses: where namespaces are not permitted, and in tests. No network of theirs can be cut. */
export function openAddresses(count: number): Hosts {
  const network = `127.${randomInt(1, 255)}.${randomInt(0, 256)}`
  const all = Array.from({ length: count }, (_, index) => hostOf(index + 1, `${network}.${index + 1}`))
  return { all, outside: `${network}.254`, close: async () => {} }
}

function hostOf(number: number, address: string): Host {
  const refuse = async () => {
    throw new Error('The network of an address of this machine cannot be cut.')
  }
  return { name: `host ${number}`, address, prefix: [], cut: refuse, mend: refuse }
}
