/**
 * Text of a file, chunk by chunk, with every line end as `\n`: only then does the parser count the lines of a quoted field
 * as an editor does. Without the mark at its beginning, and without the Ctrl-Z old programs write at its end.
 */
export async function* readText(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  let isAfterReturn = false
  let held = ''
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true })
    const rest = isAfterReturn && text.startsWith('\n') ? text.slice(1) : text
    if (text.length > 0) isAfterReturn = text.endsWith('\r')
    const whole = held + withPlainLineEnds(rest)
    held = endOf(whole)
    yield whole.slice(0, whole.length - held.length)
  }
  const last = held + withPlainLineEnds(decoder.decode())
  yield last.slice(0, last.length - endOf(last).length)
}

export function withPlainLineEnds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

/** The Ctrl-Zs and line ends behind the first of them, at the end of a text. */
function endOf(text: string): string {
  let at = text.length
  while (at > 0 && (text[at - 1] === '\u001a' || text[at - 1] === '\n')) at--
  const end = text.slice(at)
  const mark = end.indexOf('\u001a')
  return mark < 0 ? '' : end.slice(mark)
}
