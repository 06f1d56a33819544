import type { Command } from 'commander'
import { Cli } from './command-line/cli.ts'
import { createProgram } from './run.ts'

export interface CommandDescription {
  /** With the program's name and the arguments: `portico graph check [path]`. */
  usage: string
  description: string
  options: { flags: string; description: string }[]
}

/** Every command of the program, in the order of its help; for the page of reference. */
export function describeCommands(): CommandDescription[] {
  const nothing = () => {}
  const program = createProgram(
    new Cli(
      {
        ...{ env: {}, cwd: '/', isInteractive: false, out: nothing, error: nothing },
        ...{ isOutputClosed: () => false, nowMs: () => 0 },
        ...{ untilStopped: () => Promise.resolve(), sleep: () => Promise.resolve() },
      },
      false,
    ),
  )
  return program.commands.flatMap(command => leavesOf(command, program.name()))
}

function leavesOf(command: Command, above: string): CommandDescription[] {
  const name = `${above} ${command.name()}`
  const below = command.commands.flatMap(each => leavesOf(each, name))
  // One that others stand below is a command itself where it takes something.
  return below.length > 0 && command.registeredArguments.length === 0
    ? below
    : [describe(command, name), ...below]
}

function describe(command: Command, name: string): CommandDescription {
  const taken = command.registeredArguments.map(argument => {
    const shown = argument.variadic ? `${argument.name()}...` : argument.name()
    return argument.required ? `<${shown}>` : `[${shown}]`
  })
  return {
    usage: [name, ...taken].join(' '),
    description: command.description(),
    options: command.options
      .filter(({ hidden }) => !hidden)
      .map(({ flags, description }) => ({ flags, description })),
  }
}
