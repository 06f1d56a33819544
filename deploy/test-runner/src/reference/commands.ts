import { type CommandDescription, describeCommands } from '@portico/cli/commands'
import { referencePage, tableOf } from './page.ts'

export function commandsPage(): string {
  return referencePage(
    'The command line',
    '`portico <command> --help` says the same. With `--json`, where a command has it, standard output is one JSON document. A command that cannot be carried out ends with `CODE: what is wrong, and what to do`.',
    ...describeCommands().map(sectionOf),
  )
}

function sectionOf({ usage, description, options }: CommandDescription): string {
  const rows = options.map(option => [`\`${option.flags}\``, option.description])
  const table = rows.length === 0 ? [] : [tableOf(['option', 'what'], rows)]
  return [`## \`${usage}\``, description, ...table].join('\n\n')
}
