import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addGatewayOptions, type LoginFlags } from '../connection/connection-options.ts'
import type { ImportFlags } from './import-orders/settings.ts'
import { importCsv, importNorthwind } from './import-orders.ts'

interface Flags extends LoginFlags, ImportFlags {
  acceptProblems?: boolean
}

/** Of merchants, not of operators: as one of their users. */
export function addImport(program: Command, cli: Cli): void {
  const imports = program.command('import').description('Import orders.')
  addImportOptions(imports.command('csv <file>').description('one CSV or .xlsx of order lines')).action(
    (file: string, flags: Flags) => runImport(cli, importCsv, file, flags),
  )
  addImportOptions(
    imports
      .command('northwind <dir>')
      .description('orders, order_details, products and customers as CSV files'),
  ).action((dir: string, flags: Flags) => runImport(cli, importNorthwind, dir, flags))
}

const collect = (text: string, before: string[] = []) => [...before, text]

function addImportOptions(command: Command): Command {
  return addGatewayOptions(
    addDecisionOptions(
      command
        .requiredOption('--tenant <slug>', 'whose orders these become')
        .requiredOption('--user <name>', 'a user who may import')
        .option('--password <password>', 'better given as PORTICO_PASSWORD')
        .option(
          '--map <field=column>',
          'a column by name or place (QUANTITY=Qty, QUANTITY=#3); repeatable',
          collect,
        )
        .option('--encoding <name>', 'utf-8, gb18030, big5, windows-1252 ...')
        .option('--delimiter <character>', 'one character, or tab, comma, semicolon, pipe')
        .option('--quotes <wrap|text>', 'whether quotes wrap cells or are text')
        .option('--header-row <line>', 'the line that names the columns, or none')
        .option('--trailing-rows <count>', 'rows at the end that are left out, such as totals')
        .option('--sheet <name>', 'of a workbook')
        .option('--decimal <mark>', '"." or ",", or for one field UNIT_PRICE=,; repeatable', collect)
        .option('--date-format <order>', 'DMY, MDY or YMD')
        .option('--time-zone <iana>', "zone of the file's times; left out: the tenant's"),
    ),
  )
}

function addDecisionOptions(command: Command): Command {
  return command
    .option('--discount <unit>', 'share, percent or amount')
    .option(
      '--on-conflict <choice>',
      'a number that is taken here: other-series, replace or skip; for one number R1=skip; repeatable',
      collect,
    )
    .option(
      '--on-reused <choice>',
      'a number that stands for several orders in the file: as above, or one-order; repeatable',
      collect,
    )
    .option('--on-currency <choice>', "amounts in other money than the shop's: hold-back or take-as-ours")
    .option('--on-status <choice>', 'cancelled and refunded orders: leave-out or take-as-sale')
    .option('--on-zone <choice>', 'rows whose time zone is not known: hold-back or take-file-zone')
    .option('--forget', 'forget what was chosen for the last file with these columns')
    .option('--yes <doubts>', 'accept what is proposed for these doubts, by name, separated by commas')
    .option('--accept-problems', 'leave documents with bad rows out instead of stopping')
}

function runImport(cli: Cli, source: typeof importCsv, path: string, flags: Flags): Promise<void> {
  return cli.withLogin(flags, async client => {
    const { progress, sums } = await source(client, path, {
      acceptProblems: flags.acceptProblems ?? false,
      flags,
      say: line => cli.terminal.say(line),
    })
    const { documentsCreated, documentsRecognised, rowsRejected, productsCreated, customersCreated } =
      progress
    const { documentsSkipped, documentsReplaced } = progress
    const made = `${productsCreated} products and ${customersCreated} customers made`
    const taken = `${documentsReplaced} replaced, ${documentsSkipped} skipped`
    return {
      json: { ...progress, sums },
      text: [
        `${documentsCreated} documents created, ${documentsRecognised} recognised, ${taken}, ${rowsRejected} rows rejected, ${made}`,
        ...sums.map(
          ({ currency, outcome, documents, rows, amount }) =>
            `${outcome} ${currency} ${amount}: ${documents} documents, ${rows} rows`,
        ),
      ],
    }
  })
}
