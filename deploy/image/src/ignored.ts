import picomatch from 'picomatch'

/** Whether a `.dockerignore` leaves a path of the repository out. Its patterns have no exceptions (`!`). */
export function readIgnored(text: string): (path: string) => boolean {
  const lines = text.split('\n').map(line => line.trim())
  const patterns = lines.filter(line => line !== '' && !line.startsWith('#'))
  const excepted = patterns.find(pattern => pattern.startsWith('!'))
  if (excepted !== undefined) throw new Error(`${excepted} of .dockerignore is not understood here`)
  return picomatch(
    patterns.flatMap(pattern => [pattern, `${pattern}/**`]),
    { dot: true },
  )
}
