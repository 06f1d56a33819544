/**
 * A parent that was killed takes the other end of our output with it. Unheard, that would be an uncaught error, reported
 * there, without end: every process of the gateway calls this once.
 */
export function outliveOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}
