/** What the browser has loaded of one app so far. */
export interface LoadedFiles {
  count: number
  /** Unpacked; 0 where the browser does not say it of another origin. */
  bytes: number
  /** From the first request to the last answer, in ms. */
  ms: number
}

/** Null: nothing yet. `url` is that of the artifact. */
export function loadedFiles(url: string): LoadedFiles | null {
  const base = new URL(url, document.baseURI).href
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
  const files = entries.filter(({ name }) => name.startsWith(base))
  if (files.length === 0) return null
  const first = Math.min(...files.map(({ startTime }) => startTime))
  const last = Math.max(...files.map(({ responseEnd }) => responseEnd))
  return {
    count: files.length,
    bytes: files.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0),
    ms: Math.round(last - first),
  }
}
