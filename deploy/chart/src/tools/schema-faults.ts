import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { KubeObject } from '../objects/objects.ts'
import { ensureTools } from './ensure-tools.ts'

type Model = new (data: KubeObject) => { validate(): void }

const COMPILER = resolve(import.meta.dirname, '../../../../node_modules/typescript-native/bin/tsc')
const FLAGS =
  '--ignoreConfig --noEmit --strict --skipLibCheck --module nodenext --singleThreaded --pretty false'
const COMPILE_MS = 60_000
/** Kinds that others have defined have packages of their own. */
const FOREIGN: Record<string, string> = {
  'keda.sh/v1alpha1': '@kubernetes-models/keda',
  'monitoring.coreos.com/v1': '@kubernetes-models/prometheus-operator',
}

/** What the schemas of Kubernetes refuse, a line each: wrong values by their validators, and by their types fields that there are not. */
export async function schemaFaults(objects: readonly KubeObject[]): Promise<string[]> {
  const { modules } = await ensureTools()
  const [values, fields] = await Promise.all([
    Promise.all(objects.map(object => valueFaults(object, modules))),
    fieldFaults(objects, modules),
  ])
  return [...values.flat(), ...fields]
}

async function valueFaults(object: KubeObject, modules: string): Promise<string[]> {
  const { kind, apiVersion, metadata } = object
  const file = join(modules, packageOf(apiVersion), apiVersion, `${kind}.js`)
  try {
    const { [kind]: model }: Record<string, Model> = await import(pathToFileURL(file).href)
    if (!model) return [`${kind} is no kind of ${apiVersion}`]
    new model(object).validate()
    return []
  } catch (cause) {
    return [`${kind} ${metadata.name}: ${(cause as Error).message}`]
  }
}

/** The validators let pass what they do not know; the compiler does not, of a literal. One line an object, by which it is named. */
async function fieldFaults(objects: readonly KubeObject[], modules: string): Promise<string[]> {
  const kinds = new Map(objects.map(({ kind, apiVersion }) => [kind, apiVersion]))
  const imports = Array.from(
    kinds,
    ([kind, version]) => `import type { I${kind} } from '${packageOf(version)}/${version}/${kind}'`,
  )
  const literals = objects.map((object, at) => `const o${at}: I${object.kind} = ${JSON.stringify(object)}`)
  const file = join(modules, '.portico', `objects-${process.pid}.ts`)
  await writeFile(file, [...literals, ...imports].join('\n'))
  try {
    await promisify(execFile)(COMPILER, [...FLAGS.split(' '), file], { timeout: COMPILE_MS })
    return []
  } catch (cause) {
    const { stdout = '' } = cause as { stdout?: string }
    if (stdout === '') throw cause
    return stdout.split('\n').flatMap(line => {
      const [, number, message] = /\((\d+),\d+\): error \w+: (.*)$/.exec(line) ?? []
      const object = objects[Number(number) - 1]
      return message ? [object ? `${object.kind} ${object.metadata.name}: ${message}` : message] : []
    })
  } finally {
    await rm(file, { force: true })
  }
}

function packageOf(apiVersion: string): string {
  return FOREIGN[apiVersion] ?? 'kubernetes-models'
}
