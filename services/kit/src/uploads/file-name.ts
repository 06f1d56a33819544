const MAX_LENGTH = 200

/** The name of an uploaded file, as `x-file-name` has it: percent-encoded, kept without its folder. */
export function decodeFileName(encoded: string | undefined, fallback: string): string {
  const name =
    decode(encoded ?? '')
      .split(/[\\/]/)
      .at(-1) ?? ''
  // PostgreSQL keeps no NUL, and no half of a pair that the cut leaves.
  return (
    name
      .replaceAll('\u0000', '')
      .slice(0, MAX_LENGTH)
      .replace(/[\ud800-\udbff]$/, '') || fallback
  )
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    return ''
  }
}
