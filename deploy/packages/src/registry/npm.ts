import { execFile } from 'node:child_process'

/** Of one call of npm: an upload of half a megabyte over a slow line. */
const TIMEOUT_MS = 2 * 60_000

export interface NpmAnswer {
  isGood: boolean
  stdout: string
  stderr: string
}

/** Runs npm with these arguments; never rejects. Its own configuration gives log-ins, proxies and certificates. */
export type Npm = (args: readonly string[]) => Promise<NpmAnswer>

export const npm: Npm = args =>
  new Promise(resolve => {
    const options = { timeout: TIMEOUT_MS, maxBuffer: 1 << 26, shell: process.platform === 'win32' }
    execFile('npm', [...args], options, (error, stdout, stderr) =>
      resolve({ isGood: error === null, stdout, stderr: stderr || (error?.message ?? '') }),
    )
  })
