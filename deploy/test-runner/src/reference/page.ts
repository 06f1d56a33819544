const NOTE = '<!-- Written by `pnpm docs:reference` from the code. Do not edit it here. -->'

export function referencePage(title: string, ...parts: readonly string[]): string {
  return `${NOTE}\n\n# ${title}\n\n${parts.join('\n\n')}\n`
}

export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows.map(row => row.map(cellOf))]
  return lines.map(cells => `| ${cells.join(' | ')} |`).join('\n')
}

function cellOf(text: string): string {
  const line = text
    .split('\n')
    .map(part => part.trim())
    .join(' ')
  return line.replaceAll('|', '\\|')
}
