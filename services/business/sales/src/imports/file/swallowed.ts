import type { FileRecord } from './file-record.ts'

/**
 * A quote that opens a cell and is closed rows later takes whole rows into the cell. Such a record is known by a field
 * with a line break and as many delimiters as a row has, and is given back as the lines it was made of, each marked: the
 * documents they name are held back, because the file does not say where the cell should end.
 */
export function swallowedRows(
  record: string[],
  line: number,
  delimiter: string,
  width: number,
): FileRecord[] | null {
  if (!record.some(field => hasSwallowed(field, delimiter, width))) return null
  const lines = record.join(delimiter).split('\n')
  return lines.map((text, index) => ({
    line: line + index,
    fields: text.split(delimiter),
    isSwallowed: true,
  }))
}

function hasSwallowed(field: string, delimiter: string, width: number): boolean {
  if (width < 3 || !field.includes('\n') || !field.includes(delimiter)) return false
  return field.split(delimiter).length >= width
}
