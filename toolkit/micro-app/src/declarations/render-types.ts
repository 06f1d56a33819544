import type { DataSchema, Declared, EventDeclaration, SlotDeclaration } from './data-schema.ts'
import { printName, printType } from './data-type.ts'

/** Declarations of several apps, each with its owner. */
export interface Catalogue {
  events: Record<string, EventDeclaration & { owner: string }>
  slots: Record<string, SlotDeclaration & { owner: string }>
}

/** By app. The first that declares a slot has it. */
export function joinDeclared(apps: Readonly<Record<string, Declared>>): Catalogue {
  const catalogue: Catalogue = { events: {}, slots: {} }
  for (const owner of Object.keys(apps).sort()) {
    const { events = {}, slots = {} } = apps[owner] ?? {}
    for (const [name, event] of Object.entries(events)) catalogue.events[name] ??= { owner, ...event }
    for (const [name, slot] of Object.entries(slots)) catalogue.slots[name] ??= { owner, ...slot }
  }
  return catalogue
}

/** The text of `src/portico.generated.d.ts`: what apps declare, as types of the shell's services. `head`: lines about where it comes from. */
export function renderTypes({ events, slots }: Catalogue, head: readonly string[]): string {
  const parts = [
    ...head.map(line => `// ${line}`),
    '',
    'export {}',
    '',
    "declare module '@portico/micro-app' {",
    '  interface AppEvents {',
    ...sorted(events).flatMap(([name, event]) => member(event, `'${name}': ${printType(event.payload)}`)),
    '  }',
    '  interface SlotContexts {',
    ...sorted(slots).flatMap(([name, slot]) => member(slot, `'${name}': ${printContext(slot)}`)),
    '  }',
    '}',
  ]
  return `${parts.join('\n')}\n`
}

/** The text of `src/portico.generated.json`, which the build reads: what the app was built against. */
export function renderCatalogue({ events, slots }: Catalogue): string {
  const ordered = { events: Object.fromEntries(sorted(events)), slots: Object.fromEntries(sorted(slots)) }
  return `${JSON.stringify(ordered, null, 2)}\n`
}

function sorted<T>(named: Record<string, T>): [string, T][] {
  return Object.entries(named).sort(([a], [b]) => (a < b ? -1 : 1))
}

function member(
  { owner, version, what }: { owner: string; version: number; what?: string },
  line: string,
): string[] {
  const said = what === undefined ? '' : ` ${what}`
  // Whatever a platform answers ends inside of the comment.
  const comment = `Of ${owner}, version ${version}.${said}`.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ')
  return [`    /** ${comment} */`, `    ${line}`]
}

function printContext({ context, calls = {} }: SlotDeclaration): string {
  const values = Object.entries(context).map(([name, schema]) => `${printName(name)}: ${printType(schema)}`)
  const functions = Object.entries(calls).map(
    ([name, parameters]) => `${printName(name)}(${printParameters(parameters)}): void`,
  )
  const members = [...values, ...functions]
  return members.length === 0 ? 'Record<never, never>' : `{ ${members.join('; ')} }`
}

function printParameters(parameters: Readonly<Record<string, DataSchema>>): string {
  return Object.entries(parameters)
    .map(([name, schema]) => `${printName(name)}: ${printType(schema)}`)
    .join(', ')
}
