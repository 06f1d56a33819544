/** The address of a frame, without line and column, at the end of its line; `)` closes it in Chromium. */
const FRAME_URL = /\b([a-z][a-z\d+.-]*:\/\/[^\s()]+?)(?::\d+){1,2}\)*$/i
const CHROMIUM_FRAME = /^at /

/**
 * The addresses of the scripts in an error's stack, the frame nearest to the throw first; asynchronous frames are among
 * them. A message may quote addresses and even other stacks: it is passed over.
 */
export function listStackUrls({ stack, message }: { stack?: unknown; message?: unknown }): string[] {
  if (typeof stack !== 'string') return []
  const frames = withoutMessage(stack, typeof message === 'string' ? message : '')
  const lines = frames.split('\n').map(line => line.trim())
  const ofChromium = lines.filter(line => CHROMIUM_FRAME.test(line))
  const found = ofChromium.length > 0 ? ofChromium : lines
  return found.flatMap(line => FRAME_URL.exec(line)?.[1] ?? [])
}

/** Chromium begins a stack with the message, Firefox and Safari do not. */
function withoutMessage(stack: string, message: string): string {
  const firstLine = stack.split('\n', 1)[0] ?? ''
  const isFrame = firstLine.includes('@') && FRAME_URL.test(firstLine)
  const at = message === '' || isFrame ? -1 : stack.indexOf(message)
  return at === -1 ? stack : stack.slice(at + message.length)
}
