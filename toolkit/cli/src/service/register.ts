import { CliError } from '../errors/cli-error.ts'
import type { ServiceNames } from './service-names.ts'

type Change = (text: string) => string

/** File -> how a new service is entered there. Each throws CliError where the file is not as it was expected. */
export function registrations({ service, entity }: ServiceNames): Record<string, Change> {
  const host = `@portico/service-${service}`
  return {
    'services/contract/src/services.ts': text => addPort(text, service),
    'services/host/src/host.ts': text =>
      addWave(`import { service as ${service} } from '${host}'\n${text}`, service),
    'services/host/package.json': text => addDependency(text, host),
    'bff/gateway/package.json': text => addDependency(text, `@portico/${service}-contract`),
    'bff/gateway/app/modules/index.ts': text => addModule(text, service),
    'bff/gateway/testing/test-graph.ts': text =>
      replaced(text, /\n {2}'workbench\.read',\n/, `\n  'workbench.read',\n  '${service}.${entity}.read',\n`),
  }
}

/** The next that is free. */
function addPort(text: string, service: string): string {
  const ports = [...text.matchAll(/^ {2}\w+: (\d{4}),$/gm)].map(([, port]) => Number(port))
  return replaced(text, /\n\} as const/, `\n  ${service}: ${Math.max(...ports) + 1},\n} as const`)
}

/** It calls no other service yet: the first wave after that of the release service. */
function addWave(text: string, service: string): string {
  return replaced(text, /\[identity, ([^\]]*)\]/, `[identity, $1, ${service}]`)
}

function addModule(text: string, service: string): string {
  const imported = replaced(text, /\n\n/, `\nimport { ${service} } from './${service}/index.ts'\n\n`)
  return replaced(imported, /\n\]\n/, `\n  ${service},\n]\n`)
}

function addDependency(text: string, name: string): string {
  const manifest = JSON.parse(text) as { dependencies: Record<string, string> }
  const all = Object.entries({ ...manifest.dependencies, [name]: 'workspace:*' })
  const dependencies = Object.fromEntries(all.sort(([one], [other]) => (one < other ? -1 : 1)))
  return `${JSON.stringify({ ...manifest, dependencies }, null, 2)}\n`
}

function replaced(text: string, pattern: RegExp, by: string): string {
  if (pattern.test(text)) return text.replace(pattern, by)
  throw new CliError('CREATE_FAILED', `A list of services is not where it was expected (${pattern.source}).`)
}
