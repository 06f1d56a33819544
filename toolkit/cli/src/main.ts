import { Command, Option } from 'commander'
import { CliError } from './cli-error.ts'
import { GatewayClient } from './gateway.client.ts'
import { type ImportOptions, importCsv, importNorthwind } from './import.command.ts'

interface ImportFlags {
  url: string
  tenant: string
  user: string
  password: string
  timeZone?: string
  acceptProblems?: boolean
  json?: boolean
}

type Source = (client: GatewayClient, path: string, options: ImportOptions) => ReturnType<typeof importCsv>

async function runImport(source: Source, path: string, flags: ImportFlags) {
  const client = new GatewayClient(flags.url)
  await client.login({ tenant: flags.tenant, username: flags.user, password: flags.password })
  try {
    const { progress } = await source(client, path, {
      acceptProblems: flags.acceptProblems ?? false,
      ...(flags.timeZone ? { timeZone: flags.timeZone } : {}),
      say: line => {
        if (!flags.json) console.log(line)
      },
    })
    console.log(
      flags.json
        ? JSON.stringify(progress)
        : `${progress.documentsCreated} documents created, ${progress.documentsRecognised} recognised, ${progress.rowsRejected} rows rejected, ${progress.productsCreated} products and ${progress.customersCreated} customers made`,
    )
  } finally {
    await client.logout()
  }
}

function withConnection(command: Command): Command {
  return command
    .requiredOption('--tenant <slug>', 'whose orders these become')
    .requiredOption('--user <name>', 'a user who may import')
    .addOption(
      new Option('--password <password>', 'better given in the environment')
        .env('PORTICO_PASSWORD')
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--url <url>', 'address of the gateway').env('PORTICO_URL').default('http://127.0.0.1:8080'),
    )
    .option('--time-zone <iana>', "zone of the file's times; left out: the tenant's")
    .option('--accept-problems', 'leave documents with bad rows out instead of stopping')
    .option('--json', 'print the counts as JSON')
}

const program = new Command('portico').description('Works with a running Portico.')
const imports = program.command('import').description('Import orders.')
withConnection(imports.command('csv <file>').description('one CSV of order lines')).action(
  (file: string, flags: ImportFlags) => runImport(importCsv, file, flags),
)
withConnection(
  imports
    .command('northwind <dir>')
    .description('orders, order_details, products and customers as CSV files'),
).action((dir: string, flags: ImportFlags) => runImport(importNorthwind, dir, flags))

program.parseAsync().catch(error => {
  console.error(error instanceof CliError ? `${error.code}: ${error.message}` : error)
  process.exitCode = 1
})
