import { parse } from 'yaml'
import { roleSettingFaults } from '../faults/setting-faults.ts'
import type { Workload } from '../objects/objects.ts'
import { environmentOf, portOf, roleOf } from '../objects/role-of.ts'

interface ComposeService {
  image: string
  command?: string[]
  environment?: Record<string, string>
  secrets?: string[]
  read_only?: boolean
  cap_drop?: string[]
  security_opt?: string[]
  mem_limit?: string
  healthcheck?: { test: string[] }
  depends_on?: string[] | Record<string, object>
}

export interface ComposeFile {
  services: Record<string, ComposeService>
  secrets: Record<string, object>
}

const SECRETS = '/run/secrets'
const ROLE_IMAGE = 'PORTICO_IMAGE'

export function parseCompose(text: string): ComposeFile {
  return parse(text, { merge: true }) as ComposeFile
}

/** What the file must not be, beyond what its schema refuses: a line each. */
export function composeFaults({ services, secrets }: ComposeFile): string[] {
  return Object.entries(services).flatMap(([name, service]) => {
    const isRole = service.image.includes(ROLE_IMAGE)
    const missing = [
      ...(service.secrets ?? [])
        .filter(secret => !(secret in secrets))
        .map(secret => `there is no secret ${secret}`),
      ...dependenciesOf(service)
        .filter(other => !(other in services))
        .map(other => `there is no service ${other}`),
    ]
    const faults = isRole ? roleFaults(name, service, services) : imageFaults(service)
    return [...missing, ...faults].map(fault => `${name}: ${fault}`)
  })
}

function dependenciesOf({ depends_on = [] }: ComposeService): string[] {
  return Array.isArray(depends_on) ? depends_on : Object.keys(depends_on)
}

function imageFaults({ image }: ComposeService): string[] {
  const [, tag] = (image.split('/').at(-1) ?? '').split(':')
  return tag && tag !== 'latest' ? [] : [`${image} names no version`]
}

function roleFaults(name: string, service: ComposeService, services: ComposeFile['services']): string[] {
  const workload = workloadOf(name, service)
  const addresses = Object.entries(service.environment ?? {}).filter(([variable]) =>
    /^[A-Z]+_URL$/.test(variable),
  )
  return [
    ...roleSettingFaults(workload),
    ...(service.read_only === true ? [] : ['its root can be written to']),
    ...(service.cap_drop?.includes('ALL') ? [] : ['it keeps capabilities']),
    ...(service.security_opt?.includes('no-new-privileges:true') ? [] : ['it may gain rights']),
    ...(service.mem_limit ? [] : ['its memory has no limit']),
    ...healthFaults(workload, service),
    ...addresses
      .filter(([variable, value]) => variable !== 'PORTICO_URL' && !(new URL(value).hostname in services))
      .map(([variable, value]) => `${variable} leads to ${value}, which no service is`),
  ]
}

function healthFaults({ pod: { containers } }: Workload, { healthcheck }: ComposeService): string[] {
  const [container] = containers
  const port = container ? portOf(roleOf(container), environmentOf(container)) : null
  if (port === null || healthcheck?.test.join(' ').includes(`:${port}/readyz`)) return []
  return [`its health is not asked for at ${port}/readyz`]
}

function workloadOf(
  name: string,
  { image, command = [], environment = {}, secrets = [] }: ComposeService,
): Workload {
  // What the engine of containers puts in.
  const env = Object.entries(environment).map(([key, value]) => ({
    name: key,
    value: value.replace(/^\$\{\w+:-(.*)\}$/, '$1'),
  }))
  const container = {
    name,
    image,
    args: command,
    env,
    volumeMounts: [{ name: 'secrets', mountPath: SECRETS }],
  }
  const items = secrets.map(key => ({ key, path: key }))
  const pod = { containers: [container], volumes: [{ name: 'secrets', secret: { secretName: name, items } }] }
  return { kind: 'Deployment', name, annotations: {}, labels: {}, selector: {}, pod }
}
