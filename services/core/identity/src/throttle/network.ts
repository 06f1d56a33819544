import { isIPv4, isIPv6 } from 'node:net'

/**
 * What one subscriber has: an IPv4 address, or the /64 network of an IPv6 one, in which a single machine may take 2^64
 * addresses. Everything else is one network, `unknown`.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%', 1)
  if (isIPv4(bare)) return bare
  if (!isIPv6(bare)) return 'unknown'
  const groups = groupsOf(bare)
  if (isMapped(groups)) return groups.slice(6).flatMap(bytesOf).join('.')
  return `${groups
    .slice(0, 4)
    .map(group => group.toString(16))
    .join(':')}::/64`
}

function groupsOf(address: string): number[] {
  // The URL parser gives the canonical form: hexadecimal, with the longest run of zeros left out.
  const canonical = new URL(`http://[${address}]/`).hostname.slice(1, -1)
  const [head = [], tail = []] = canonical.split('::').map(part =>
    part
      .split(':')
      .filter(Boolean)
      .map(group => Number.parseInt(group, 16)),
  )
  return [...head, ...Array<number>(8 - head.length - tail.length).fill(0), ...tail]
}

/** An IPv4 address as a socket of both kinds gives it: `::ffff:192.0.2.1`. */
function isMapped(groups: readonly number[]): boolean {
  return groups.slice(0, 5).every(group => group === 0) && groups[5] === 0xffff
}

function bytesOf(group: number): number[] {
  return [group >> 8, group & 0xff]
}
