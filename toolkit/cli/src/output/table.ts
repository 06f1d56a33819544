/** Columns as wide as their widest cell, two spaces apart; numbers are given as text and stand to the right when all of a column are. */
export function formatTable(head: string[], rows: string[][], indent = ''): string[] {
  const lines = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...lines.map(cells => widthOf(cells[column] ?? ''))))
  const isNumeric = head.map((_, column) => rows.length > 0 && rows.every(cells => isNumber(cells[column])))
  return lines.map(cells => {
    const padded = widths.map((width, column) => pad(cells[column] ?? '', width, isNumeric[column] ?? false))
    return `${indent}${padded.join('  ')}`.trimEnd()
  })
}

function isNumber(cell = ''): boolean {
  return /^(-|[+-]?\d[\d,]*(\.\d+)?( ?(%|ms|x|[kMG]?B))?)$/.test(cell)
}

function pad(cell: string, width: number, isNumeric: boolean): string {
  const space = ' '.repeat(width - widthOf(cell))
  return isNumeric ? space + cell : cell + space
}

/** Chinese characters take two places in a terminal. */
function widthOf(text: string): number {
  let width = 0
  for (const character of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/.test(
      character,
    )
      ? 2
      : 1
  return width
}
