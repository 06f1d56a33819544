const KB = 1000

/** Such as `412 B`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  if (Math.abs(bytes) < KB) return `${bytes} B`
  const [size, unit] = Math.abs(bytes) < KB * KB ? [bytes / KB, 'kB'] : [bytes / KB / KB, 'MB']
  return `${size.toFixed(1)} ${unit}`
}

/** With a plus where it grew. */
export function formatDelta(bytes: number): string {
  return bytes > 0 ? `+${formatBytes(bytes)}` : formatBytes(bytes)
}

/** An ISO instant as `2025-03-10 14:02:11Z`. */
export function formatTime(instant: string | null): string {
  return instant === null ? '-' : instant.replace('T', ' ').replace(/(\.\d+)?Z$/, 'Z')
}

export function formatMs(ms: number | null): string {
  return ms === null ? '-' : `${Math.round(ms)} ms`
}

/** `count` with its noun: `1 tenant`, `2 tenants`. */
export function formatCount(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}
