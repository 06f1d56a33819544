import sax from 'sax'
import { damaged } from './workbook-problems.ts'

interface Element {
  name: string
  attributes: Record<string, string | undefined>
}

interface Events {
  open?(element: Element): void
  close?(name: string): void
  text?(text: string): void
}

/** Feeds XML to `events` chunk by chunk, and passes control on after each. Throws FILE_UNREADABLE for what is no XML. */
export async function* parseXml(chunks: AsyncIterable<Uint8Array>, events: Events): AsyncGenerator<void> {
  const parser = sax.parser(true, { position: false })
  const decoder = new TextDecoder()
  let failure: Error | null = null
  parser.onerror = error => {
    failure ??= error
  }
  parser.onopentag = ({ name, attributes }) =>
    events.open?.({ name: localName(name), attributes: attributes as Record<string, string> })
  parser.onclosetag = name => events.close?.(localName(name))
  parser.ontext = text => events.text?.(text)
  for await (const chunk of chunks) {
    parser.write(decoder.decode(chunk, { stream: true }))
    if (failure) throw damaged(failure)
    yield
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The elements of these names, wherever they stand. */
export async function* elements(chunks: AsyncIterable<Uint8Array>, names: string[]): AsyncGenerator<Element> {
  let found: Element[] = []
  const open = (element: Element) => {
    if (names.includes(element.name)) found.push(element)
  }
  for await (const _ of parseXml(chunks, { open })) {
    const ready = found
    found = []
    yield* ready
  }
}

/** The text inside `inner` of each `outer`, but not below `left`. */
export async function* textOf(
  chunks: AsyncIterable<Uint8Array>,
  outer: string,
  inner: string,
  left: string,
): AsyncGenerator<{ text: string }> {
  let found: { text: string }[] = []
  let text = ''
  let isInside = false
  let leftDepth = 0
  const events: Events = {
    open({ name }) {
      if (name === outer) text = ''
      if (name === left) leftDepth++
      isInside = name === inner && leftDepth === 0
    },
    close(name) {
      if (name === left) leftDepth--
      if (name === inner) isInside = false
      if (name === outer) found.push({ text })
    },
    text(part) {
      if (isInside) text += part
    },
  }
  for await (const _ of parseXml(chunks, events)) {
    const ready = found
    found = []
    yield* ready
  }
}
