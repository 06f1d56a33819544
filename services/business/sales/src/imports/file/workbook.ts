import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl'
import { notATable } from './file-kind.ts'
import type { FileSource } from './file-record.ts'
import { damaged, workbookTooLarge } from './workbook-problems.ts'
import { cellsStyles, type Styles } from './workbook-styles.ts'
import { elements, textOf } from './xml.ts'

/** What a workbook may be unpacked: a small file can be made to fill any memory. */
const MAX_SMALL_PART = 64 * 1024 * 1024
const MAX_ENTRIES = 5000

interface Sheet {
  name: string
  path: string
  isHidden: boolean
}

/** An opened workbook (.xlsx): its parts are read when they are asked for. */
export interface Workbook {
  zip: ZipFile
  entries: Map<string, Entry>
  sheets: Sheet[]
  styles: Styles
  shared: string[]
}

/**
 * Opens a workbook. yauzl reads the archive, because it goes by its directory, checks every size it names and streams; sax
 * reads the XML as it comes, so a sheet is never in memory whole. Both are kept. Throws FILE_NOT_A_TABLE, FILE_UNREADABLE.
 */
export async function openWorkbook(source: FileSource): Promise<Workbook> {
  const zip = await openZip(source)
  const entries = await listEntries(zip)
  const book = entries.get('xl/workbook.xml')
  if (!book) throw notAWorkbook(entries)
  const [targets, styles, shared] = [
    await readTargets(zip, entries),
    await readStyles(zip, entries),
    await readShared(zip, entries),
  ]
  const { sheets, is1904 } = await readSheets(zip, book, targets)
  const found = sheets.filter(({ path }) => entries.has(path))
  if (found.length === 0) throw damaged()
  return { zip, entries, sheets: found, styles: { ...styles, is1904 }, shared }
}

/** The names of the sheets a person sees, or all when none is to be seen. */
export function sheetNames({ sheets }: Workbook): string[] {
  const seen = sheets.filter(({ isHidden }) => !isHidden)
  return (seen.length > 0 ? seen : sheets).map(({ name }) => name)
}

async function openZip(source: FileSource): Promise<ZipFile> {
  const parts: Uint8Array[] = []
  for await (const chunk of source.chunks()) parts.push(chunk)
  try {
    return await fromBufferPromise(Buffer.concat(parts), { lazyEntries: true })
  } catch (error) {
    throw damaged(error)
  }
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  if (zip.entryCount > MAX_ENTRIES) throw workbookTooLarge()
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName.replace(/^\/+/, ''), entry)
  } catch (error) {
    throw damaged(error)
  }
  return entries
}

function notAWorkbook(entries: Map<string, Entry>) {
  const has = (start: string) => [...entries.keys()].some(name => name.startsWith(start))
  if (has('xl/workbook.bin')) return otherKind('XLSB', 'a binary Excel workbook (.xlsb)')
  if (has('word/')) return otherKind('DOCX', 'a Word document')
  if (has('content.xml')) return otherKind('ODS', 'an OpenDocument file')
  if (has('xl/')) return damaged()
  return notATable('ZIP', 'The file is a zip archive. Unpack it and import the file inside.')
}

function otherKind(kind: string, name: string) {
  return notATable(
    kind,
    `The file is ${name}. Open it in the program it comes from and save it as .xlsx or CSV.`,
  )
}

/** The bytes of one part, unpacked, at most so many. */
export async function* readPart(zip: ZipFile, entry: Entry, maxBytes: number): AsyncGenerator<Uint8Array> {
  if (entry.uncompressedSize > maxBytes) throw workbookTooLarge()
  let bytes = 0
  const stream = await zip.openReadStreamPromise(entry).catch((error: unknown) => {
    throw damaged(error)
  })
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > maxBytes) throw workbookTooLarge()
    yield chunk
  }
}

async function readTargets(zip: ZipFile, entries: Map<string, Entry>): Promise<Map<string, string>> {
  const targets = new Map<string, string>()
  const part = entries.get('xl/_rels/workbook.xml.rels')
  if (!part) return targets
  for await (const { name, attributes } of elements(readPart(zip, part, MAX_SMALL_PART), ['Relationship'])) {
    if (name !== 'Relationship') continue
    const target = attributes.Target ?? ''
    targets.set(attributes.Id ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`)
  }
  return targets
}

async function readSheets(zip: ZipFile, book: Entry, targets: Map<string, string>) {
  const sheets: Sheet[] = []
  let is1904 = false
  for await (const { name, attributes } of elements(readPart(zip, book, MAX_SMALL_PART), [
    'sheet',
    'workbookPr',
  ])) {
    if (name === 'workbookPr') is1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
    else {
      const path = targets.get(relationOf(attributes)) ?? `xl/worksheets/sheet${sheets.length + 1}.xml`
      sheets.push({
        name: attributes.name ?? path,
        path,
        isHidden: (attributes.state ?? 'visible') !== 'visible',
      })
    }
  }
  return { sheets, is1904 }
}

/** Its prefix is the writer's choice. */
function relationOf(attributes: Record<string, string | undefined>): string {
  const [, id] = Object.entries(attributes).find(([name]) => /^(?:\w+:)?id$/.test(name)) ?? []
  return id ?? ''
}

async function readStyles(zip: ZipFile, entries: Map<string, Entry>): Promise<Styles> {
  const part = entries.get('xl/styles.xml')
  return cellsStyles(part ? readPart(zip, part, MAX_SMALL_PART) : null)
}

/** Texts of cells that Excel keeps once; runs of a text with formats are one text. */
async function readShared(zip: ZipFile, entries: Map<string, Entry>): Promise<string[]> {
  const part = entries.get('xl/sharedStrings.xml')
  const texts: string[] = []
  if (!part) return texts
  for await (const { text } of textOf(readPart(zip, part, MAX_SMALL_PART), 'si', 't', 'rPh')) texts.push(text)
  return texts
}
