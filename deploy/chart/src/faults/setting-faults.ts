import { SERVICE_NAMES } from '@portico/service-contract/services'
import { checkSettings, listUnknown, readSettingFiles } from '@portico/settings/check'
import type { KubeContainer, PodSpec, Workload } from '../objects/objects.ts'
import { environmentOf, roleOf } from '../objects/role-of.ts'

/** Long enough for any secret, and of no form: values are in the cluster. */
const HELD = 'x'.repeat(64)
const SECRET = /(?:SECRET|PASSWORD|TOKEN|DATABASE_URL|DIRECT_URL|REDIS_URL|NATS_URL|_KEYS?)$/

/** Of one workload: what its role would refuse or not know, and secrets that it is given and does not read. */
export function roleSettingFaults({ pod }: Workload): string[] {
  return pod.containers.flatMap(container => [...refused(container), ...secretFaults(container, pod)])
}

/** As the role says it at its start. What lies in files is not here, and only whether it is there counts. */
function refused(container: KubeContainer): string[] {
  const given = environmentOf(container)
  const { env, faults } = readSettingFiles(given, SERVICE_NAMES, () => HELD)
  const held = new Set(Object.keys(env).filter(name => !(name in given)))
  const found = [
    ...faults,
    ...listUnknown(given, SERVICE_NAMES),
    ...checkSettings(env, roleOf(container), SERVICE_NAMES).filter(({ name }) => !held.has(name)),
  ]
  return found.map(({ code, message }) => `${code}: ${message}`)
}

function secretFaults(container: KubeContainer, { volumes = [] }: PodSpec): string[] {
  const env = Object.entries(environmentOf(container))
  const plain = env
    .filter(([name, value]) => SECRET.test(name) && !isOpenAddress(value))
    .map(([name]) => `${name} is a secret in plain text`)
  const mount = container.volumeMounts?.find(({ name }) =>
    volumes.some(each => each.secret && each.name === name),
  )
  const items = volumes.find(({ name }) => name === mount?.name)?.secret?.items ?? []
  const mounted = new Set(items.map(({ path }) => `${mount?.mountPath}/${path}`))
  const read = new Set(env.filter(([name]) => name.endsWith('_FILE')).map(([, path]) => path))
  return [
    ...plain,
    ...[...read].filter(path => !mounted.has(path)).map(path => `${path} is not mounted`),
    ...[...mounted].filter(path => !read.has(path)).map(path => `${path} is mounted and not read`),
  ]
}

/** Of an engine that asks for no password. */
function isOpenAddress(value: string): boolean {
  const url = URL.parse(value)
  return url !== null && url.host !== '' && url.password === ''
}
