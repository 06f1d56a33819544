import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'

/** A real Redis without persistence on a free port. */
export async function startRedis() {
  const port = await freePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const child = spawn('redis-server', args, { stdio: 'ignore' })
  const exited = once(child, 'exit')
  const url = `redis://127.0.0.1:${port}`
  await answers(url)
  return {
    url,
    pause: () => child.kill('SIGSTOP'),
    async stop() {
      child.kill('SIGKILL')
      await exited
    },
  }
}

async function answers(url: string) {
  const redis = new Redis(url, { retryStrategy: () => 50 })
  redis.on('error', () => {})
  try {
    await Promise.race([redis.ping(), sleep(10_000).then(() => Promise.reject(new Error('No Redis')))])
  } finally {
    redis.disconnect()
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port')
  return address.port
}
