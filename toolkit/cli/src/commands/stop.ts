import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addOperatorOptions, type OperatorFlags } from '../connection/connection-options.ts'

type Flags = OperatorFlags & { reason: string }

/** The big red switch, in both directions. Only for operators: it concerns every team. */
export function addStop(program: Command, cli: Cli): void {
  addSwitch(program, cli, {
    name: 'stop',
    isStopped: true,
    description: 'Stop all releases at once: every tenant gets the baseline.',
    outcome: 'Stopped: no release applies to any tenant until "portico resume"',
  })
  addSwitch(program, cli, {
    name: 'resume',
    isStopped: false,
    description: 'Let releases apply again, as they were.',
    outcome: 'Resumed: the running releases apply again',
  })
}

function addSwitch(
  program: Command,
  cli: Cli,
  {
    name,
    isStopped,
    description,
    outcome,
  }: { name: string; isStopped: boolean; description: string; outcome: string },
): void {
  addOperatorOptions(
    program.command(name).description(description).requiredOption('--reason <text>', 'for the audit'),
  ).action((flags: Flags) =>
    cli.withOperator(flags, async api => {
      const { reason } = flags
      await api.call('stop', { body: { isStopped, reason } })
      return { json: { isStopped, reason }, text: [outcome] }
    }),
  )
}
