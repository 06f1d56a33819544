/**
 * `portico artifacts | head -1` closes the pipe while there is more to write. What was begun is done to its end, so that
 * no change is left half made; only the words go nowhere. Any other fault of the output is one.
 */
export function outliveReader(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe)
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
