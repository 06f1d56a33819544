import type { RunningProduct } from './product.ts'

/** Whether a process of this number is there. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Asked again and again, by either signal, until it has ended. */
export async function stopImpatiently(product: RunningProduct) {
  const { launcher = 0 } = product.pids
  let asked = 0
  const impatience = setInterval(() => {
    if (isRunning(launcher)) process.kill(launcher, asked++ % 2 === 0 ? 'SIGINT' : 'SIGTERM')
  }, 50)
  try {
    await product.stop()
  } finally {
    clearInterval(impatience)
  }
}
