import { join } from 'node:path'
import type { Host } from '../hosts/host.ts'
import { HostProcess } from '../hosts/host-process.ts'

const PORT = 9000
const LOOK_TIMEOUT_MS = 1_000
const MAIN = join(import.meta.dirname, 's3-main.ts')

/** What roles sign their calls to it with; any key will do. */
export const S3_KEYS = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' }

/** The tests' own store that speaks S3, as a process that keeps its objects in a folder. */
export function s3Part(folder: string, host: Host): { part: HostProcess; setting: string } {
  const endpoint = `http://${host.address}:${PORT}`
  const part = new HostProcess({
    name: `S3 on ${host.name}`,
    host,
    command: [process.execPath, MAIN, host.address, String(PORT), join(folder, 's3')],
    logFile: join(folder, 's3.log'),
    isReady: async () =>
      (await fetch(endpoint, { signal: AbortSignal.timeout(LOOK_TIMEOUT_MS) })).status === 403,
  })
  return { part, setting: `s3://portico?endpoint=${endpoint}` }
}
