const TIMEOUT_MS = 60_000

/** Process ids of a gateway's workers, as the metrics of all of them name them. Throws where no worker answers. */
export async function workerIds(metricsUrl: string): Promise<string[]> {
  // A kept connection would ask the same worker, also while it ends.
  const headers = { connection: 'close' }
  const answer = await fetch(metricsUrl, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) })
  const text = await answer.text()
  return Array.from(text.matchAll(/^process_resident_memory_bytes\{worker="(\d+)"\} /gm), ([, id = '']) => id)
}
