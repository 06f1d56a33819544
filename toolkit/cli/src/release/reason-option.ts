import type { Command } from 'commander'

export interface ReasonFlag {
  reason?: string
}

export function addReasonOption(command: Command): Command {
  return command.option('--reason <text>', 'for the audit')
}

export function reasonOf({ reason }: ReasonFlag): { reason?: string } {
  return reason === undefined ? {} : { reason }
}
