import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '../..')
const node = join(root, 'node_modules/node/bin/node')

/** A further process of the platform. Who starts it ends it. */
export interface Part {
  url: string
  end(signal: NodeJS.Signals): Promise<void>
}

export async function startPart(script: string, env: Record<string, string>): Promise<Part> {
  const child = fork(join(root, script), [], {
    cwd: resolve(root, script, '..'),
    execPath: node,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', chunk => {
      output = (output + String(chunk)).slice(-3000)
    })
  }
  const exited = once(child, 'exit')
  const saysUrl = new Promise<string>(found => {
    child.on('message', message => found((message as { url?: string }).url ?? ''))
    child.stdout?.on('data', chunk => {
      const [, url] = /listens on (http:\S+)/.exec(String(chunk)) ?? []
      if (url) found(url)
    })
  })
  const url = await Promise.race([saysUrl, exited.then(() => null)])
  if (url === null) throw new Error(`${script} did not start:\n${output}`)
  return {
    url,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill(signal)
      await exited
    },
  }
}
