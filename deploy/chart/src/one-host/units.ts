import type { Workload } from '../objects/objects.ts'

const CREDENTIALS = '/run/credentials'

/** What every role of the host gets by its common file of settings, so far as roles need it. */
const COMMON = {
  RELEASE_URL: 'http://127.0.0.1:7007',
  HOST: '127.0.0.1',
}

/** A unit of systemd as the role that it runs: `instance` is what stands for `%i`. */
export function workloadOfUnit(name: string, text: string, instance: string): Workload {
  const lines = text.replaceAll('%i', instance).replaceAll('%d', CREDENTIALS).split('\n')
  const valuesOf = (key: string) =>
    lines.flatMap(line => (line.startsWith(`${key}=`) ? [line.slice(key.length + 1)] : []))
  const [, args = ''] = /main\.ts (.*)$/.exec(valuesOf('ExecStart')[0] ?? '') ?? []
  const own = valuesOf('Environment').flatMap(line =>
    line.split(' ').map(pair => pair.split('=') as [string, string]),
  )
  const fromFile = valuesOf('EnvironmentFile').some(file => file.endsWith(`/${instance}.env`))
    ? { [`${instance.toUpperCase()}_DATABASE_URL_FILE`]: `${CREDENTIALS}/DATABASE_URL` }
    : {}
  const isJob = valuesOf('Type').includes('oneshot')
  const env = Object.entries({ ...(isJob ? {} : COMMON), ...Object.fromEntries(own), ...fromFile })
  const items = valuesOf('LoadCredential').map(line => ({ key: line, path: line.split(':')[0] ?? '' }))
  const container = {
    ...{ name, image: name, args: args.split(' ') },
    env: env.map(([key, value]) => ({ name: key, value })),
    volumeMounts: [{ name: 'credentials', mountPath: CREDENTIALS }],
  }
  const volumes = [{ name: 'credentials', secret: { secretName: name, items } }]
  return {
    kind: 'Deployment',
    name,
    annotations: {},
    labels: {},
    selector: {},
    pod: { containers: [container], volumes },
  }
}
