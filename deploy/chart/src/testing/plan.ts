import { readFileSync } from 'node:fs'
import { type KubeObject, listWorkloads, parseObjects, type Workload } from '../objects/objects.ts'
import { environmentOf, portOf, roleOf } from '../objects/role-of.ts'

const SECRETS = '/run/secrets/portico'
const LOOPBACK = '127.0.0.1'

/** What a pod of a Deployment or a Job runs, as a process of this machine. */
export interface PlannedProcess {
  /** Of the Deployment or Job. */
  name: string
  args: string[]
  env: Record<string, string>
  /** Where it serves; null: it is a job. */
  url: string | null
  startupPath: string
  readinessPath: string
  graceSeconds: number
}

interface Machine {
  /** Folder with a file for each key of the Secret. */
  secrets: string
  /** Where the process listens; left out: the loopback. */
  address?: string
  /** Where the Services are; left out: at the same address. */
  near?: string
  /** Port of each Deployment, by its name: pods have addresses of their own, and processes of one address do not. */
  ports: ReadonlyMap<string, number>
  /** Settings of the installation, as an overlay has them: they go first. */
  settings: Record<string, string>
}

/** What the chart renders with its own values, jobs too. */
export function readBase(): KubeObject[] {
  const files = ['base/portico.yaml', 'jobs/jobs.yaml']
  return files.flatMap(file =>
    parseObjects(readFileSync(new URL(`../../kustomize/${file}`, import.meta.url), 'utf8')),
  )
}

/**
 * One process for each workload, with its arguments, its environment and nothing else of this one. What is changed: ports and the
 * addresses of Services, the folder of secrets, and what Kubernetes fills in.
 */
export function planProcesses(objects: readonly KubeObject[], machine: Machine): PlannedProcess[] {
  return listWorkloads(objects).map(workload => plan(workload, machine))
}

/** Of each Deployment, as the chart has it. */
export function listPorts(objects: readonly KubeObject[]): Map<string, number> {
  return new Map(
    listWorkloads(objects).flatMap(({ name, pod }) => {
      const [container] = pod.containers
      const port = container ? portOf(roleOf(container), environmentOf(container)) : null
      return port === null ? [] : [[name, port] as const]
    }),
  )
}

function plan({ name, pod }: Workload, machine: Machine): PlannedProcess {
  const { secrets, ports, settings, address = LOOPBACK, near = address } = machine
  const [container] = pod.containers
  if (!container) throw new Error(`${name} has no container`)
  const rendered = environmentOf(container)
  const role = roleOf(container)
  const listens = portOf(role, rendered) !== null
  const port = listens ? ports.get(name) : undefined
  if (listens && port === undefined) throw new Error(`${name} has no port`)
  const [service = ''] = role.services
  const isService = role.name === 'service' || role.name === 'release'
  const portSetting = isService ? `${service.toUpperCase()}_PORT` : 'PORT'
  const env = Object.entries(rendered).map(([key, value]) => [key, atHome(value, { secrets, ports, near })])
  return {
    name,
    args: container.args ?? [],
    env: {
      ...Object.fromEntries(env),
      HOST: address,
      ...(port === undefined ? {} : { [portSetting]: String(port) }),
      ...settings,
    },
    url: port === undefined ? null : `http://${address}:${port}`,
    startupPath: container.startupProbe?.httpGet?.path ?? '',
    readinessPath: container.readinessProbe?.httpGet?.path ?? '',
    graceSeconds: pod.terminationGracePeriodSeconds ?? 0,
  }
}

/** Of a file of the Secret, or of the address of a Service, which has the name of its Deployment. */
function atHome(
  value: string,
  { secrets, ports, near }: Pick<Machine, 'secrets' | 'ports'> & { near: string },
): string {
  if (value.startsWith(`${SECRETS}/`)) return `${secrets}${value.slice(SECRETS.length)}`
  const port = URL.canParse(value) ? ports.get(new URL(value).hostname) : undefined
  return port === undefined ? value : `http://${near}:${port}`
}
