import { runChecks } from './checks.ts'

const { tally } = await runChecks()
process.exit(tally.failed === 0 ? 0 : 1)
