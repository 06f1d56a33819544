import type { Command } from 'commander'
import type { Cli } from '../cli.ts'
import { addGatewayOptions, type LoginFlags } from '../connection/connection-options.ts'
import { importCsv, importNorthwind } from './import-orders.ts'

interface Flags extends LoginFlags {
  timeZone?: string
  acceptProblems?: boolean
}

/** Of merchants, not of operators: as one of their users. */
export function addImport(program: Command, cli: Cli): void {
  const imports = program.command('import').description('Import orders.')
  addImportOptions(imports.command('csv <file>').description('one CSV of order lines')).action(
    (file: string, flags: Flags) => runImport(cli, importCsv, file, flags),
  )
  addImportOptions(
    imports
      .command('northwind <dir>')
      .description('orders, order_details, products and customers as CSV files'),
  ).action((dir: string, flags: Flags) => runImport(cli, importNorthwind, dir, flags))
}

function addImportOptions(command: Command): Command {
  return addGatewayOptions(
    command
      .requiredOption('--tenant <slug>', 'whose orders these become')
      .requiredOption('--user <name>', 'a user who may import')
      .option('--password <password>', 'better given as PORTICO_PASSWORD')
      .option('--time-zone <iana>', "zone of the file's times; left out: the tenant's")
      .option('--accept-problems', 'leave documents with bad rows out instead of stopping'),
  )
}

function runImport(cli: Cli, source: typeof importCsv, path: string, flags: Flags): Promise<void> {
  return cli.withLogin(flags, async client => {
    const { progress } = await source(client, path, {
      acceptProblems: flags.acceptProblems ?? false,
      ...(flags.timeZone && { timeZone: flags.timeZone }),
      say: line => cli.terminal.say(line),
    })
    const { documentsCreated, documentsRecognised, rowsRejected, productsCreated, customersCreated } =
      progress
    const made = `${productsCreated} products and ${customersCreated} customers made`
    return {
      json: progress,
      text: [
        `${documentsCreated} documents created, ${documentsRecognised} recognised, ${rowsRejected} rows rejected, ${made}`,
      ],
    }
  })
}
